# The section Contacts.

contacts-title = Contacts
contacts-description = The company’s e-mail addresses. The main one gets the system’s automatic notifications.
contacts-primary = Main
contacts-primary-description = The system sends its automatic notifications there; the present one is no longer the main one.
contacts-empty = There are no contacts yet
contacts-empty-description = The first one becomes the main e-mail.
contacts-add = Add contact
contacts-edit = Edit contact
