# The section Other contacts.

other-contacts-title = Otros Contactos
other-contacts-description = Teléfonos y redes sociales, como WhatsApp.
other-contacts-empty = Todavía no hay otros contactos
other-contacts-empty-description = Aquí van los teléfonos, WhatsApp y los perfiles en redes sociales.
other-contacts-add = Agregar medio de contacto
other-contacts-edit = Editar medio de contacto
other-contacts-label-description = Cómo lo llama la empresa, por ejemplo «Ventas».
other-contacts-telephone = Un número sin código de país se lee como de { $country }, el país de la dirección principal.
other-contacts-telephone-anywhere = Escríbelo con + y el código de país: no hay una dirección principal cuyo país lo indique.
other-contacts-network = El nombre del perfil, con o sin @, o su enlace: { $link }
other-contacts-text = Un texto libre.
other-contacts-example-PHONE = +57 601 234 5678
other-contacts-example-MOBILE = +57 321 123 4567
other-contacts-example-WHATSAPP = +57 321 123 4567
other-contacts-example-TELEGRAM = @tuempresa
other-contacts-example-FACEBOOK = @tuempresa
other-contacts-example-INSTAGRAM = @tuempresa
other-contacts-example-LINKEDIN = @tuempresa
other-contacts-example-X = @tuempresa
other-contacts-example-YOUTUBE = @tuempresa
other-contacts-example-SKYPE = tuempresa
other-contacts-example-OTHER = Extensión 120
