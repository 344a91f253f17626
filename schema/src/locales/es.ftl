# What is wrong with an input.
required = No puede quedar vacío.
too-long = Es demasiado largo: puede tener como máximo { $max } caracteres.
too-many = Son demasiados: puede haber como máximo { $max }.
invalid-email = No es un correo electrónico, como nombre@example.com.
invalid-phone = No es un número de teléfono. Escríbelo con + y el código del país, como +57 o +55; sin código se lee como un número del país de la dirección principal.
invalid-url = No es una dirección válida para este campo.
out-of-reach = Los webhooks se entregan en direcciones https públicas. El host de esta no es público, o su esquema no es https.
invalid-tax-id = No es un número de identificación tributaria de este tipo. Revisa el tipo y cada carácter.
invalid-postal-code = No es un código postal del país de la dirección.
invalid-country = No es un país. Escribe sus dos letras, como BR o CO.
invalid-time-zone = No es una zona horaria. Escribe su nombre, como America/Bogota.
invalid-pattern = No es un patrón para los números de ticket, o repetiría números. Necesita exactamente un {"{"}SEQ:n{"}"} y las partes de la fecha en las que la secuencia vuelve a empezar.
invalid-image = No es una foto válida: debe ser una imagen PNG, JPEG o WebP de 5 MB y 40 megapíxeles como máximo.
invalid-range = Este valor está fuera de lo permitido.
not-a-slug = Un slug tiene de 3 a 63 caracteres: a-z, 0-9 y guiones en el interior.
not-a-digest = Un resumen SHA-256 tiene 64 caracteres: 0-9 y a-f.
not-an-action = Ninguna revisión tiene esta acción. Las acciones son nombres de mutaciones, como updateCompany.
invalid-state = No es posible en su estado actual.
overlap = Este turno se superpone con otro. Cambia uno de los dos.
duplicate = Ya está en la lista.
taken = Otra cuenta ya tiene «{ $name }».
not-found = No existe. Quizá se eliminó mientras tanto; búscalo de nuevo.
not-permitted = No puedes dar este permiso: no lo tienes, o ninguna clave puede tenerlo.
in-use = No se puede eliminar porque todavía está en uso. Quítalo antes de donde se usa.
primary-required = El correo principal no se puede quitar mientras haya otros. Marca antes otro como principal.
revision-conflict = Alguien cambió la cuenta mientras tanto; ahora está en la revisión { $current }. Revísala antes de guardar.

# What would surprise the people who use the settings.
no-primary-contact = No hay ningún contacto, así que las notificaciones automáticas no llegan a nadie. Agrega uno.
no-portal-url = El portal de atención todavía no tiene dirección.
tax-id-check-digit = El último dígito del RFC no coincide. Revisa que esté escrito como en tu registro.
tickets-open-by-link = Quien tenga el enlace de un ticket lo abre sin autenticación.
automatic-period-without-business-hours = No se puede distinguir entre período normal y extra porque no hay horario laboral.
automatic-period-with-total-time = No se puede distinguir entre período normal y extra a partir del tiempo total.
profile-without-activity = Este perfil de acceso no tiene una actividad activa que sugerir.

# Why the caller does not get what was asked.
unauthenticated = Inicia sesión para hacer esto. Si ya lo hiciste, tu token no es válido o venció.
forbidden = Necesitas el permiso «{ $name }» ({ $permission }) para hacer esto.
permission-READ_SETTINGS = Leer la configuración
permission-MANAGE_COMPANY = Cambiar la empresa
permission-MANAGE_CONTACTS = Cambiar los contactos
permission-MANAGE_ADDRESSES = Cambiar las direcciones
permission-MANAGE_PARAMETERS = Cambiar los parámetros
permission-MANAGE_SECURITY = Cambiar acceso y seguridad
permission-MANAGE_BUSINESS_HOURS = Cambiar el horario laboral
permission-MANAGE_ACCESS_PROFILES = Cambiar perfiles de acceso y actividades
permission-MANAGE_API_KEYS = Administrar claves de API
permission-MANAGE_WEBHOOKS = Administrar webhooks
permission-READ_HISTORY = Leer el historial
permission-RESTORE_REVISION = Restaurar revisiones
permission-READ_TERMS = Leer los registros de aceptación
permission-ACCEPT_TERMS = Aceptar términos
permission-READ_TICKET_POLICY = Leer la política de tickets
permission-PROVISION_ACCOUNTS = Crear cuentas
nothing-there = No existe.
page-size = Pide los primeros o los últimos elementos, no ambos, de 1 a 100.
cursor = Este cursor no pertenece a esta lista.
too-many-ids = Se pueden pedir como máximo 100 identificadores a la vez.
sequence-below-one = La secuencia de un ticket empieza en 1.
number-too-long = El número de este ticket tendría más de 30 caracteres.
span-ends-before-it-starts = El intervalo termina antes de empezar.
span-too-long = El intervalo dura más de 366 días.
revision-unknown = La cuenta todavía no tiene una revisión con este número.

# What is our fault.
internal = Algo falló de nuestro lado. Indica este identificador a soporte: { $request }.
internal-without-id = Algo falló de nuestro lado. Indica a soporte qué hiciste y cuándo.
unavailable = El servicio no puede responder en este momento. Inténtalo de nuevo.
too-often = Preguntas con demasiada frecuencia. Espera un momento.
