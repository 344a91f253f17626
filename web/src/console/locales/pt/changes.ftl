# Changes as sentences, and the names of what the settings hold.

change-of = { $field } ({ $owner })
change-of-element = { $element } { $name }
change-kind-added =
    { $element ->
        [activities] Nova
        [apiKeys] Nova
       *[other] Novo
    }
change-kind-removed =
    { $element ->
        [activities] Removida
        [apiKeys] Removida
       *[other] Removido
    }
change-before = antes:
change-after = depois:
change-begins = { $label }: { $after }.
change-changed = { $what } mudou de “{ $before }” para “{ $after }”.
change-set = { $what } agora é “{ $after }”; antes não havia.
change-cleared = { $what } ficou sem valor; era “{ $before }”.
change-element = { $added }.
change-element-details = { $added } ({ $details }).
change-photo = A foto de perfil foi trocada por outra.
change-photo-set = Uma foto de perfil foi adicionada; antes não havia.
change-photo-cleared = A foto de perfil foi removida.
change-photo-alt = Foto { $when }
change-photo-before = antes
change-photo-after = depois
change-requiredFor = Ao abrir um ticket, o campo { $field } agora é obrigatório para: { $after } (antes: { $before }).
change-requiredFor-nobody = Ao abrir um ticket, o campo { $field } não é mais obrigatório (antes, para: { $before }).
change-rank =
    { $rank ->
        [PRIMARY] O endereço “{ $name }” agora é o principal (antes: { $before }).
        [SECONDARY] O endereço “{ $name }” agora é o secundário (antes: { $before }).
       *[other] O endereço “{ $name }” não tem mais prioridade (antes: { $before }).
    }
change-revoked = A chave de API “{ $name }” foi revogada.
change-rotated-apiKeys = A chave de API “{ $name }” recebeu um novo segredo.
change-rotated-webhookEndpoints = O webhook “{ $name }” recebeu um novo segredo.
change-holidays-added =
    { $count ->
        [one] Um feriado foi adicionado: { $holidays }.
       *[other] { $count } feriados foram adicionados: { $holidays }.
    }
change-holidays-removed =
    { $count ->
        [one] Um feriado foi removido: { $holidays }.
       *[other] { $count } feriados foram removidos: { $holidays }.
    }
change-added-contacts = O contato “{ $name }” foi adicionado
change-added-otherContacts = O meio de contato “{ $name }” foi adicionado
change-added-addresses = O endereço “{ $name }” foi adicionado
change-added-activities = A atividade “{ $name }” foi adicionada
change-added-accessProfiles = O perfil de acesso “{ $name }” foi adicionado
change-added-apiKeys = A chave de API “{ $name }” foi criada
change-added-webhookEndpoints = O webhook “{ $name }” foi criado
change-removed-contacts = O contato “{ $name }” foi removido.
change-removed-otherContacts = O meio de contato “{ $name }” foi removido.
change-removed-addresses = O endereço “{ $name }” foi removido.
change-removed-activities = A atividade “{ $name }” foi removida.
change-removed-accessProfiles = O perfil de acesso “{ $name }” foi removido.
change-removed-apiKeys = A chave de API “{ $name }” foi removida.
change-removed-webhookEndpoints = O webhook “{ $name }” foi removido.
change-flag-parameters-environment-directTicketLink-customers =
    { $state ->
        [on] Os clientes agora abrem tickets pelo link direto sem autenticação; antes precisavam se autenticar.
       *[off] Os clientes agora precisam se autenticar para abrir tickets pelo link direto; antes não.
    }
change-flag-parameters-environment-directTicketLink-agents =
    { $state ->
        [on] Os agentes agora abrem tickets pelo link direto sem autenticação; antes precisavam se autenticar.
       *[off] Os agentes agora precisam se autenticar para abrir tickets pelo link direto; antes não.
    }
change-flag-parameters-tickets-attendance-required =
    { $state ->
        [on] O campo { $field } agora é obrigatório ao atender um ticket.
       *[off] O campo { $field } não é mais obrigatório ao atender um ticket.
    }
change-flag-parameters-additionalModules-satisfactionSurvey-enabled =
    { $state ->
        [on] A pesquisa de satisfação foi ativada.
       *[off] A pesquisa de satisfação foi desativada.
    }
change-flag-parameters-additionalModules-timeTracking-enabled =
    { $state ->
        [on] O apontamento de horas foi ativado.
       *[off] O apontamento de horas foi desativado.
    }
change-flag-parameters-additionalModules-ticketApproval-enabled =
    { $state ->
        [on] A aprovação de tickets foi ativada.
       *[off] A aprovação de tickets foi desativada.
    }
change-flag-parameters-additionalModules-chat-enabled =
    { $state ->
        [on] O atendimento via chat foi ativado.
       *[off] O atendimento via chat foi desativado.
    }
change-flag-contacts-isPrimary =
    { $state ->
        [on] “{ $name }” agora é o e-mail principal.
       *[off] “{ $name }” não é mais o e-mail principal.
    }
change-flag-activities-active =
    { $state ->
        [on] A atividade “{ $name }” foi ativada.
       *[off] A atividade “{ $name }” foi desativada.
    }
owner-contacts = do contato { $name }
owner-otherContacts = do meio de contato { $name }
owner-addresses = do endereço { $name }
owner-activities = da atividade { $name }
owner-accessProfiles = do perfil de acesso { $name }
owner-apiKeys = da chave de API { $name }
owner-webhookEndpoints = do webhook { $name }
owner-some-contacts = de um contato
owner-some-otherContacts = de um meio de contato
owner-some-addresses = de um endereço
owner-some-activities = de uma atividade
owner-some-accessProfiles = de um perfil de acesso
owner-some-apiKeys = de uma chave de API
owner-some-webhookEndpoints = de um webhook
phrase-company-tradeName = O nome fantasia
phrase-company-legalName = A razão social
phrase-company-taxId = O documento fiscal
phrase-company-taxId-kind = O tipo de documento fiscal
phrase-company-website = O site institucional
phrase-contacts-kind = O tipo { $owner }
phrase-contacts-email = O e-mail { $owner }
phrase-otherContacts-kind = O tipo { $owner }
phrase-otherContacts-value = O número, endereço ou nome { $owner }
phrase-otherContacts-label = O rótulo { $owner }
phrase-addresses-purpose = A finalidade { $owner }
phrase-addresses-street = O logradouro { $owner }
phrase-addresses-number = O número { $owner }
phrase-addresses-complement = O complemento { $owner }
phrase-addresses-reference = O ponto de referência { $owner }
phrase-addresses-district = O bairro { $owner }
phrase-addresses-city = A cidade { $owner }
phrase-addresses-state = O estado { $owner }
phrase-addresses-postalCode = O CEP ou código postal { $owner }
phrase-addresses-country = O país { $owner }
phrase-parameters-environment-language = O idioma da central de atendimento
phrase-parameters-environment-portalUrl = O endereço principal do site
phrase-parameters-tickets-numbering-style = A numeração do ticket
phrase-parameters-tickets-numbering-pattern = O padrão do protocolo
phrase-parameters-tickets-numbering-reset = O reinício da sequência de tickets
phrase-parameters-additionalModules-timeTracking-entryType = O tipo de apontamento de horas
phrase-parameters-additionalModules-timeTracking-activitySuggestion = A atividade sugerida para o apontamento de horas
phrase-parameters-additionalModules-timeTracking-periodTypeDefinition = A definição do tipo de período
phrase-businessHours-timeZone = O fuso horário
phrase-businessHours-shifts = O horário semanal
phrase-activities-name = O nome { $owner }
phrase-accessProfiles-name = O nome { $owner }
phrase-accessProfiles-role = O papel { $owner }
phrase-accessProfiles-timeTrackingActivity-id = A atividade para apontamento de horas { $owner }
phrase-apiKeys-state = O estado { $owner }
phrase-webhookEndpoints-url = O endereço { $owner }
phrase-webhookEndpoints-description = A descrição { $owner }
phrase-webhookEndpoints-actions = A lista de ações { $owner }
phrase-webhookEndpoints-state = O estado { $owner }
part-activities = Atividades
part-access-profiles = Perfis de acesso
element-contacts = Contato
element-otherContacts = Meio de contato
element-addresses = Endereço
element-activities = Atividade
element-accessProfiles = Perfil de acesso
element-apiKeys = Chave de API
element-webhookEndpoints = Webhook
field-company-tradeName = Nome fantasia
field-company-legalName = Razão social
field-company-taxId = CNPJ ou outro documento fiscal
field-company-taxId-kind = Tipo de documento fiscal
field-company-website = Site institucional
field-company-photo = Foto de perfil
field-contacts-kind = Tipo
field-contacts-email = E-mail
field-contacts-isPrimary = E-mail principal
field-otherContacts-kind = Tipo
field-otherContacts-value = Número, endereço ou nome
field-otherContacts-label = Rótulo
field-addresses-purpose = Finalidade
field-addresses-rank = Prioridade
field-addresses-street = Logradouro
field-addresses-number = Número
field-addresses-complement = Complemento
field-addresses-reference = Ponto de referência
field-addresses-district = Bairro
field-addresses-city = Cidade
field-addresses-state = Estado
field-addresses-postalCode = CEP ou código postal
field-addresses-country = País
field-parameters-environment-language = Idioma da central de atendimento
field-parameters-environment-portalUrl = Endereço principal do site
field-parameters-environment-directTicketLink-customers = Clientes abrem tickets pelo link direto sem autenticação
field-parameters-environment-directTicketLink-agents = Agentes abrem tickets pelo link direto sem autenticação
field-parameters-tickets-opening-requiredFor = Abertura: obrigatório para
field-parameters-tickets-attendance-required = Atendimento: obrigatório
field-parameters-tickets-numbering-style = Numeração do ticket
field-parameters-tickets-numbering-pattern = Padrão do protocolo
field-parameters-tickets-numbering-reset = Reinício da sequência
field-parameters-additionalModules-satisfactionSurvey-enabled = Pesquisa de satisfação
field-parameters-additionalModules-timeTracking-enabled = Apontamento de horas
field-parameters-additionalModules-timeTracking-entryType = Tipo de apontamento de horas
field-parameters-additionalModules-timeTracking-activitySuggestion = Atividade sugerida para o apontamento de horas
field-parameters-additionalModules-timeTracking-periodTypeDefinition = Definição do tipo de período (Normal/Extra)
field-parameters-additionalModules-ticketApproval-enabled = Aprovação de tickets
field-parameters-additionalModules-chat-enabled = Atendimento via chat
field-businessHours-timeZone = Fuso horário
field-businessHours-shifts = Turnos da semana
field-businessHours-holidays = Feriados
field-activities-name = Nome
field-activities-active = Ativa
field-accessProfiles-name = Nome
field-accessProfiles-role = Papel
field-accessProfiles-timeTrackingActivity = Atividade para apontamento de horas
field-accessProfiles-timeTrackingActivity-id = Atividade para apontamento de horas
field-apiKeys-name = Nome
field-apiKeys-permissions = Permissões
field-apiKeys-expiresAt = Validade
field-apiKeys-rotatedAt = Novo segredo em
field-apiKeys-revokedAt = Revogada em
field-apiKeys-state = Estado
field-webhookEndpoints-url = Endereço
field-webhookEndpoints-description = Descrição
field-webhookEndpoints-actions = Ações
field-webhookEndpoints-state = Estado
field-webhookEndpoints-rotatedAt = Novo segredo em
value-element = { $name } ({ $details })
value-tax-id = { $kind } { $number }
value-unnamed = nome desconhecido
value-main-email = e-mail principal
value-inactive = inativa
value-with-activity = sugere { $activity }
value-until = até { $moment }
value-hours = { $days } { $hours }
value-hours-same-day = { $opens }–{ $closes }
value-hours-next-day = { $opens }–{ $closes } (do dia seguinte)
value-hours-all-day = o dia todo
value-hours-whole-day = 24 horas a partir das { $opens }
value-days = { $first } a { $last }
value-shifts-none = Sem turnos
value-holidays-none = Sem feriados
value-requiredFor-nobody = Ninguém
value-actions-all = Todas as ações
warning-where = { $where }: { $message }
warning-where-customers = Link para clientes
warning-where-agents = Link para agentes
