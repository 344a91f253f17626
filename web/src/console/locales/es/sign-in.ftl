# Signing in.

sign-in = Entrar
sign-in-title = Iniciar sesión
sign-in-demo-description = Esta es una demostración. Elige con qué rol quieres verla.
sign-in-provider-description = Entra con la cuenta de tu empresa.
sign-in-token-description = Entra con un token de acceso.
sign-in-ended = Tu sesión terminó. Entra de nuevo para continuar.
sign-in-provider = Continuar en el proveedor de identidad
sign-in-failed-broken = No se pudo entrar por el proveedor de identidad. Intenta de nuevo.
sign-in-token = Token de acceso
sign-in-token-note = Queda solo en esta pestaña, hasta que se cierre.
sign-in-token-missing = Pega un token.
sign-in-failed-refused = El proveedor de identidad rechazó el inicio de sesión: { $reason }
sign-in-failed-foreign = Esta respuesta no pertenece a ningún inicio de sesión de esta pestaña. Entra de nuevo.
sign-in-token-malformed = Un token no tiene espacios ni acentos: cópialo entero, y nada más.
sign-in-again-title = Entra de nuevo
sign-in-again-description = Lo que escribiste sigue en la página y no se pierde. Si entra otra persona, se pierde.
sign-in-window-waiting = Entra en la ventana que se abrió. Después esta página continúa sola.
sign-in-window-failed = La ventana no se abrió, o no se pudo entrar allí. Permite las ventanas de esta página e intenta de nuevo.
sign-in-window-done = Ya entraste. Cierra esta ventana y continúa en la otra.
role-description-ADMIN = Cambia toda la configuración, las claves y los webhooks.
role-description-OPERATOR = Cambia la configuración y lee el historial.
role-description-AGENT = Atiende tickets; ve lo que deciden los parámetros.
role-description-CUSTOMER = Abre tickets; ve lo que deciden los parámetros.
role-description-PLATFORM = Crea cuentas; no pertenece a ninguna.
