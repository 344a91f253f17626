# The section Contacts.

contacts-title = Contatos
contacts-description = Os e-mails da empresa. O principal recebe as notificações automáticas do sistema.
contacts-primary = Principal
contacts-primary-description = O sistema envia para ele as notificações automáticas; o atual deixa de ser o principal.
contacts-empty = Ainda não há contatos
contacts-empty-description = O primeiro será o e-mail principal.
contacts-add = Adicionar contato
contacts-edit = Editar contato
