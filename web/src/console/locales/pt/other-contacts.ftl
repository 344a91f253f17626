# The section Other contacts.

other-contacts-title = Outros contatos
other-contacts-description = Telefones e redes sociais, como o WhatsApp.
other-contacts-empty = Ainda não há outros contatos
