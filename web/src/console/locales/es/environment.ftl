# The tab Environment.

environment-title = Entorno
environment-language-description = El portal y lo que el sistema escribe a los clientes están en este idioma. La consola lo sigue mientras no elijas otro para ti en la parte superior de la página.
environment-portal-description = Identifica tu portal de atención: quien llega por su host está con tu empresa. Ninguna otra cuenta puede tener el mismo host.
environment-access-title = Acceso y seguridad
environment-access-description = Quién puede abrir un ticket por el enlace directo del sistema sin autenticación.
environment-access-customers-description = Activado: quien tenga el enlace que reciben los clientes abre el ticket sin autenticación. Desactivado: el sistema requiere autenticación.
environment-access-agents-description = Activado: quien tenga el enlace que reciben los agentes abre el ticket sin autenticación. Desactivado: el sistema requiere autenticación.
environment-api-title = API
environment-api-description = Con una clave de acceso a la API puedes hacer integraciones y configuraciones avanzadas.
environment-api-live =
    { $count ->
        [0] No hay ninguna clave activa.
        [one] Hay una clave activa.
       *[other] Hay { $count } claves activas.
    }
environment-api-manage = Claves de acceso a la API
