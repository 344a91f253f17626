# The section Other contacts.

other-contacts-title = Outros contatos
other-contacts-description = Telefones e redes sociais, como o WhatsApp.
other-contacts-empty = Ainda não há outros contatos
other-contacts-empty-description = Aqui ficam os telefones, o WhatsApp e os perfis em redes sociais.
other-contacts-add = Adicionar meio de contato
other-contacts-edit = Editar meio de contato
other-contacts-label-description = Como a empresa o chama, por exemplo “Vendas”.
other-contacts-telephone = Um número sem código do país é lido como de { $country }, o país do endereço principal.
other-contacts-telephone-anywhere = Escreva-o com + e o código do país: não há um endereço principal cujo país o indique.
other-contacts-network = O nome do perfil, com ou sem @, ou o link: { $link }
other-contacts-text = Um texto livre.
other-contacts-example-PHONE = +55 11 2345-6789
other-contacts-example-MOBILE = +55 11 96123-4567
other-contacts-example-WHATSAPP = +55 11 96123-4567
other-contacts-example-TELEGRAM = @suaempresa
other-contacts-example-FACEBOOK = @suaempresa
other-contacts-example-INSTAGRAM = @suaempresa
other-contacts-example-LINKEDIN = @suaempresa
other-contacts-example-X = @suaempresa
other-contacts-example-YOUTUBE = @suaempresa
other-contacts-example-SKYPE = suaempresa
other-contacts-example-OTHER = Ramal 120
