# What is wrong with an input.
required = Não pode ficar vazio.
too-long = É longo demais: pode ter no máximo { $max } caracteres.
too-many = São demais: pode haver no máximo { $max }.
invalid-email = Não é um e-mail, como nome@example.com.
invalid-phone = Não é um número de telefone. Escreva-o com + e o código do país, como +55 ou +57; sem código ele é lido como um número do país do endereço principal.
invalid-url = Não é um endereço válido para este campo.
out-of-reach = Os webhooks são entregues em endereços https públicos. O host deste não é público, ou o esquema não é https.
invalid-tax-id = Não é um número de identificação fiscal deste tipo. Confira o tipo e cada caractere.
invalid-postal-code = Não é um código postal do país do endereço.
invalid-country = Não é um país. Escreva as duas letras, como BR ou CO.
invalid-time-zone = Não é um fuso horário. Escreva o nome, como America/Sao_Paulo.
invalid-pattern = Não é um padrão para os números de ticket, ou repetiria números. Precisa de exatamente um {"{"}SEQ:n{"}"} e das partes da data em que a sequência recomeça.
invalid-image = Não é uma foto válida: deve ser uma imagem PNG, JPEG ou WebP de no máximo 5 MB e 40 megapixels.
invalid-range = Este valor está fora do permitido.
not-a-slug = Um slug tem de 3 a 63 caracteres: a-z, 0-9 e hifens no interior.
not-a-digest = Um resumo SHA-256 tem 64 caracteres: 0-9 e a-f.
not-an-action = Nenhuma revisão tem esta ação. As ações são nomes de mutations, como updateCompany.
invalid-state = Não é possível no estado atual.
overlap = Este turno se sobrepõe a outro. Altere um dos dois.
duplicate = Já está na lista.
taken = Outra conta já tem “{ $name }”.
not-found = Não existe. Talvez tenha sido removido nesse meio-tempo; procure de novo.
not-permitted = Você não pode dar esta permissão: não a tem, ou nenhuma chave pode tê-la.
in-use = Não pode ser removido porque ainda está em uso. Retire-o antes de onde é usado.
primary-required = O e-mail principal não pode sair enquanto houver outros. Marque antes outro como principal.
revision-conflict = Alguém alterou a conta nesse meio-tempo; ela está na revisão { $current }. Confira antes de salvar.

# What would surprise the people who use the settings.
no-primary-contact = Não há nenhum contato, então as notificações automáticas não chegam a ninguém. Adicione um.
no-portal-url = O portal de atendimento ainda não tem endereço.
tax-id-check-digit = O último dígito do RFC não confere. Veja se está escrito como no seu registro.
tickets-open-by-link = Quem tiver o link de um ticket o abre sem autenticação.
automatic-period-without-business-hours = Não dá para distinguir período normal de extra porque não há horário comercial.
automatic-period-with-total-time = Não dá para distinguir período normal de extra a partir do total de horas.
profile-without-activity = Este perfil de acesso não tem uma atividade ativa para sugerir.

# Why the caller does not get what was asked.
unauthenticated = Entre para fazer isto. Se você já entrou, o seu token não é válido ou expirou.
forbidden = Você precisa da permissão “{ $name }” ({ $permission }) para isto.
permission-READ_SETTINGS = Ler as configurações
permission-MANAGE_COMPANY = Alterar a empresa
permission-MANAGE_CONTACTS = Alterar os contatos
permission-MANAGE_ADDRESSES = Alterar os endereços
permission-MANAGE_PARAMETERS = Alterar os parâmetros
permission-MANAGE_SECURITY = Alterar acesso e segurança
permission-MANAGE_BUSINESS_HOURS = Alterar o horário comercial
permission-MANAGE_ACCESS_PROFILES = Alterar perfis de acesso e atividades
permission-MANAGE_API_KEYS = Administrar chaves de API
permission-MANAGE_WEBHOOKS = Administrar webhooks
permission-READ_HISTORY = Ler o histórico
permission-RESTORE_REVISION = Restaurar revisões
permission-READ_TERMS = Ler os registros de aceite
permission-ACCEPT_TERMS = Aceitar termos
permission-READ_TICKET_POLICY = Ler a política de tickets
permission-PROVISION_ACCOUNTS = Criar contas
nothing-there = Não existe.
page-size = Peça os primeiros ou os últimos elementos, não ambos, de 1 a 100.
cursor = Este cursor não pertence a esta lista.
too-many-ids = É possível pedir no máximo 100 identificadores de uma vez.
sequence-below-one = A sequência de um ticket começa em 1.
number-too-long = O número deste ticket teria mais de 30 caracteres.
span-ends-before-it-starts = O intervalo termina antes de começar.
span-too-long = O intervalo tem mais de 366 dias.
revision-unknown = A conta ainda não tem uma revisão com este número.

# What is our fault.
internal = Algo falhou do nosso lado. Informe este identificador ao suporte: { $request }.
internal-without-id = Algo falhou do nosso lado. Informe ao suporte o que você fez e quando.
unavailable = O serviço não pode responder agora. Tente de novo.
too-often = Você pergunta com frequência demais. Espere um momento.
