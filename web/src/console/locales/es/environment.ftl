# The tab Environment.

environment-title = Entorno
environment-language-description = El idioma que usa tu centro de atención. La consola lo sigue mientras no elijas otro para ti en la parte superior de la página.
environment-portal-description = La dirección principal de tu sitio web. Su dominio identifica tu portal de atención, así que ninguna otra cuenta puede tener el mismo.
environment-access-title = Acceso y seguridad
environment-access-description = Quién puede abrir un ticket por el enlace directo del sistema sin autenticación.
environment-access-customers-description = Activado: los clientes abren un ticket por su enlace sin autenticación, y también cualquier otra persona que tenga el enlace. Desactivado: el sistema requiere autenticación.
environment-access-agents-description = Activado: los agentes abren un ticket por su enlace sin autenticación, y también cualquier otra persona que tenga el enlace. Desactivado: el sistema requiere autenticación.
environment-api-title = API
environment-api-description = Con una clave de acceso a la API puedes hacer integraciones y configuraciones avanzadas.
environment-api-live =
    { $count ->
        [0] No hay ninguna clave activa.
        [one] Hay una clave activa.
       *[other] Hay { $count } claves activas.
    }
environment-api-manage = Claves de acceso a la API
