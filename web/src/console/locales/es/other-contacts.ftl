# The section Other contacts.

other-contacts-title = Otros Contactos
other-contacts-description = Teléfonos y redes sociales, como WhatsApp.
other-contacts-empty = Todavía no hay otros contactos
