# What surrounds every view.

product = Cuenta
document-title = { $view } – Cuenta
skip-link = Ir al contenido
nav-label = Áreas
nav-settings = Configuración
nav-history = Historial
nav-api-keys = Claves de API
nav-webhooks = Webhooks
nav-terms = Registros de aceptación
language-menu = Idioma: { $language }
theme-menu = Apariencia: { $theme }
theme-system = Como el sistema
theme-light = Clara
theme-dark = Oscura
person-menu = Conectado como { $name }
sign-out = Cerrar sesión
sections-label = Secciones de la página
settings-title = Configuraciones de la Cuenta
settings-description = Aquí encontrarás información importante sobre tu empresa, opciones para personalizar los parámetros del sistema y políticas de privacidad para el cumplimiento de la Ley General de Protección de Datos (LGPD). Disponible solo para operadores y administradores.
warnings-title =
    { $count ->
        [one] Una advertencia
       *[other] { $count } advertencias
    }
live-changed = { $name } cambió la cuenta (revisión { $revision }).
leave-title = ¿Salir sin guardar?
leave-description = Lo que escribiste y no guardaste se perderá.
leave-confirm = Salir sin guardar
leave-stay = Seguir editando
not-found-title = Página no encontrada
not-found-description = No hay nada en esta dirección.
not-found-home = Ir a la página inicial
