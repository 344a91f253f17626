# The section Contacts.

contacts-title = Contactos
contacts-description = Los correos de la empresa. El principal recibe las notificaciones automáticas del sistema.
contacts-primary = Principal
contacts-primary-description = El sistema le envía las notificaciones automáticas; el actual deja de ser el principal.
contacts-empty = Todavía no hay contactos
contacts-empty-description = El primero será el correo principal.
contacts-add = Agregar contacto
contacts-edit = Editar contacto
