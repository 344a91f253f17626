# Signing in.

sign-in = Entrar
sign-in-title = Iniciar sesión
sign-in-demo-description = Esta es una demostración. Elige con qué rol quieres verla.
sign-in-provider-description = Entra con la cuenta de tu empresa.
sign-in-token-description = Entra con un token de acceso.
sign-in-ended = Tu sesión terminó. Entra de nuevo para continuar.
sign-in-provider = Continuar en el proveedor de identidad
sign-in-provider-failed = No se pudo entrar por el proveedor de identidad. Intenta de nuevo.
sign-in-token = Token de acceso
sign-in-token-note = Queda solo en esta pestaña, hasta que se cierre.
sign-in-token-missing = Pega un token.
role-description-ADMIN = Cambia toda la configuración, las claves y los webhooks.
role-description-OPERATOR = Cambia la configuración y lee el historial.
role-description-AGENT = Atiende tickets; ve lo que deciden los parámetros.
role-description-CUSTOMER = Abre tickets; ve lo que deciden los parámetros.
role-description-PLATFORM = Crea cuentas; no pertenece a ninguna.
