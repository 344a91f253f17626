# The section Other contacts.

other-contacts-title = Other contacts
other-contacts-description = Telephones and social networks, such as WhatsApp.
other-contacts-empty = There are no other contacts yet
