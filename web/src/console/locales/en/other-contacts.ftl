# The section Other contacts.

other-contacts-title = Other contacts
other-contacts-description = Telephones and social networks, such as WhatsApp.
other-contacts-empty = There are no other contacts yet
other-contacts-empty-description = Telephones, WhatsApp and profiles on social networks find their place here.
other-contacts-add = Add other contact
other-contacts-edit = Edit other contact
other-contacts-label-description = What the company calls it, such as “Sales”.
other-contacts-telephone = A number without a country code is read as one of { $country }, the country of the primary address.
other-contacts-telephone-anywhere = Write it with + and the country code: there is no primary address whose country would tell it.
other-contacts-network = The name of the profile, with or without @, or its link: { $link }
other-contacts-text = A text of your own.
other-contacts-example-PHONE = +1 650 253 0000
other-contacts-example-MOBILE = +1 650 253 0000
other-contacts-example-WHATSAPP = +1 650 253 0000
other-contacts-example-TELEGRAM = @yourcompany
other-contacts-example-FACEBOOK = @yourcompany
other-contacts-example-INSTAGRAM = @yourcompany
other-contacts-example-LINKEDIN = @yourcompany
other-contacts-example-X = @yourcompany
other-contacts-example-YOUTUBE = @yourcompany
other-contacts-example-SKYPE = yourcompany
other-contacts-example-OTHER = Extension 120
