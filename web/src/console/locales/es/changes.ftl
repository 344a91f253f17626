# Changes as sentences, and the names of what the settings hold.

change-of = { $field } ({ $owner })
change-of-element = { $element } { $name }
change-kind-added =
    { $element ->
        [addresses] Nueva
        [activities] Nueva
        [apiKeys] Nueva
       *[other] Nuevo
    }
change-kind-removed =
    { $element ->
        [addresses] Eliminada
        [activities] Eliminada
        [apiKeys] Eliminada
       *[other] Eliminado
    }
change-before = antes:
change-after = después:
change-begins = { $label }: { $after }.
change-changed = { $what } cambió de «{ $before }» a «{ $after }».
change-set = { $what } ahora es «{ $after }»; antes no había.
change-cleared = { $what } quedó sin valor; era «{ $before }».
change-element = { $added }.
change-element-details = { $added } ({ $details }).
change-photo = Se cambió la foto de perfil por otra.
change-photo-set = Se agregó una foto de perfil; antes no había.
change-photo-cleared = Se quitó la foto de perfil.
change-photo-alt = Foto { $when }
change-photo-before = antes
change-photo-after = después
change-requiredFor = Al abrir un ticket, el campo { $field } ahora es obligatorio para: { $after } (antes: { $before }).
change-requiredFor-nobody = Al abrir un ticket, el campo { $field } ya no es obligatorio (antes, para: { $before }).
change-rank =
    { $rank ->
        [PRIMARY] La dirección «{ $name }» ahora es la principal (antes: { $before }).
        [SECONDARY] La dirección «{ $name }» ahora es la secundaria (antes: { $before }).
       *[other] La dirección «{ $name }» ya no tiene prioridad (antes: { $before }).
    }
change-revoked = Se revocó la clave de API «{ $name }».
change-rotated-apiKeys = La clave de API «{ $name }» recibió un secreto nuevo.
change-rotated-webhookEndpoints = El webhook «{ $name }» recibió un secreto nuevo.
change-holidays-added =
    { $count ->
        [one] Se agregó un feriado: { $holidays }.
       *[other] Se agregaron { $count } feriados: { $holidays }.
    }
change-holidays-removed =
    { $count ->
        [one] Se quitó un feriado: { $holidays }.
       *[other] Se quitaron { $count } feriados: { $holidays }.
    }
change-added-contacts = Se agregó el contacto «{ $name }»
change-added-otherContacts = Se agregó el medio de contacto «{ $name }»
change-added-addresses = Se agregó la dirección «{ $name }»
change-added-activities = Se agregó la actividad «{ $name }»
change-added-accessProfiles = Se agregó el perfil de acceso «{ $name }»
change-added-apiKeys = Se creó la clave de API «{ $name }»
change-added-webhookEndpoints = Se creó el webhook «{ $name }»
change-removed-contacts = Se eliminó el contacto «{ $name }».
change-removed-otherContacts = Se eliminó el medio de contacto «{ $name }».
change-removed-addresses = Se eliminó la dirección «{ $name }».
change-removed-activities = Se eliminó la actividad «{ $name }».
change-removed-accessProfiles = Se eliminó el perfil de acceso «{ $name }».
change-removed-apiKeys = Se eliminó la clave de API «{ $name }».
change-removed-webhookEndpoints = Se eliminó el webhook «{ $name }».
change-flag-parameters-environment-directTicketLink-customers =
    { $state ->
        [on] Los clientes ahora abren tickets por el enlace directo sin autenticación; antes debían autenticarse.
       *[off] Los clientes ahora deben autenticarse para abrir tickets por el enlace directo; antes no.
    }
change-flag-parameters-environment-directTicketLink-agents =
    { $state ->
        [on] Los agentes ahora abren tickets por el enlace directo sin autenticación; antes debían autenticarse.
       *[off] Los agentes ahora deben autenticarse para abrir tickets por el enlace directo; antes no.
    }
change-flag-parameters-tickets-attendance-required =
    { $state ->
        [on] El campo { $field } ahora es obligatorio al atender un ticket.
       *[off] El campo { $field } ya no es obligatorio al atender un ticket.
    }
change-flag-parameters-additionalModules-satisfactionSurvey-enabled =
    { $state ->
        [on] Se activó la encuesta de satisfacción.
       *[off] Se desactivó la encuesta de satisfacción.
    }
change-flag-parameters-additionalModules-timeTracking-enabled =
    { $state ->
        [on] Se activaron los registros de tiempo.
       *[off] Se desactivaron los registros de tiempo.
    }
change-flag-parameters-additionalModules-ticketApproval-enabled =
    { $state ->
        [on] Se activó la aprobación de tickets.
       *[off] Se desactivó la aprobación de tickets.
    }
change-flag-parameters-additionalModules-chat-enabled =
    { $state ->
        [on] Se activó la atención vía chat.
       *[off] Se desactivó la atención vía chat.
    }
change-flag-contacts-isPrimary =
    { $state ->
        [on] «{ $name }» ahora es el correo principal.
       *[off] «{ $name }» ya no es el correo principal.
    }
change-flag-activities-active =
    { $state ->
        [on] Se activó la actividad «{ $name }».
       *[off] Se desactivó la actividad «{ $name }».
    }
owner-contacts = del contacto { $name }
owner-otherContacts = del medio de contacto { $name }
owner-addresses = de la dirección { $name }
owner-activities = de la actividad { $name }
owner-accessProfiles = del perfil de acceso { $name }
owner-apiKeys = de la clave de API { $name }
owner-webhookEndpoints = del webhook { $name }
owner-some-contacts = de un contacto
owner-some-otherContacts = de un medio de contacto
owner-some-addresses = de una dirección
owner-some-activities = de una actividad
owner-some-accessProfiles = de un perfil de acceso
owner-some-apiKeys = de una clave de API
owner-some-webhookEndpoints = de un webhook
phrase-company-tradeName = El nombre comercial
phrase-company-legalName = La razón social
phrase-company-taxId = La identificación fiscal
phrase-company-taxId-kind = El tipo de identificación fiscal
phrase-company-website = El sitio web institucional
phrase-contacts-kind = El tipo { $owner }
phrase-contacts-email = El correo electrónico { $owner }
phrase-otherContacts-kind = El tipo { $owner }
phrase-otherContacts-value = El número, enlace o nombre { $owner }
phrase-otherContacts-label = La etiqueta { $owner }
phrase-addresses-purpose = La finalidad { $owner }
phrase-addresses-street = La calle { $owner }
phrase-addresses-number = El número { $owner }
phrase-addresses-complement = El complemento { $owner }
phrase-addresses-reference = El punto de referencia { $owner }
phrase-addresses-district = El barrio { $owner }
phrase-addresses-city = La ciudad { $owner }
phrase-addresses-state = El departamento, provincia o estado { $owner }
phrase-addresses-postalCode = El código postal { $owner }
phrase-addresses-country = El país { $owner }
phrase-parameters-environment-language = El idioma del centro de atención
phrase-parameters-environment-portalUrl = La dirección principal del sitio web
phrase-parameters-tickets-numbering-style = La numeración del ticket
phrase-parameters-tickets-numbering-pattern = El patrón del protocolo
phrase-parameters-tickets-numbering-reset = El reinicio de la secuencia de tickets
phrase-parameters-additionalModules-timeTracking-entryType = El tipo de registro de tiempo
phrase-parameters-additionalModules-timeTracking-activitySuggestion = La actividad sugerida para el registro de horas
phrase-parameters-additionalModules-timeTracking-periodTypeDefinition = La definición del tipo de período
phrase-businessHours-timeZone = La zona horaria
phrase-businessHours-shifts = El horario semanal
phrase-activities-name = El nombre { $owner }
phrase-accessProfiles-name = El nombre { $owner }
phrase-accessProfiles-role = El rol { $owner }
phrase-accessProfiles-timeTrackingActivity-id = La actividad para registro de tiempo { $owner }
phrase-apiKeys-state = El estado { $owner }
phrase-webhookEndpoints-url = La dirección { $owner }
phrase-webhookEndpoints-description = La descripción { $owner }
phrase-webhookEndpoints-actions = La lista de acciones { $owner }
phrase-webhookEndpoints-state = El estado { $owner }
part-activities = Actividades
part-access-profiles = Perfiles de acceso
element-contacts = Contacto
element-otherContacts = Medio de contacto
element-addresses = Dirección
element-activities = Actividad
element-accessProfiles = Perfil de acceso
element-apiKeys = Clave de API
element-webhookEndpoints = Webhook
field-company-tradeName = Nombre comercial
field-company-legalName = Razón social
field-company-taxId = NIT u otra identificación fiscal
field-company-taxId-kind = Tipo de identificación fiscal
field-company-website = Sitio web institucional
field-company-photo = Foto de perfil
field-contacts-kind = Tipo
field-contacts-email = Correo electrónico
field-contacts-isPrimary = Correo principal
field-otherContacts-kind = Tipo
field-otherContacts-value = Número, enlace o nombre
field-otherContacts-label = Etiqueta
field-addresses-purpose = Finalidad
field-addresses-rank = Prioridad
field-addresses-street = Calle
field-addresses-number = Número
field-addresses-complement = Complemento
field-addresses-reference = Punto de referencia
field-addresses-district = Barrio
field-addresses-city = Ciudad
field-addresses-state = Departamento, provincia o estado
field-addresses-postalCode = Código postal
field-addresses-country = País
field-parameters-environment-language = Idioma del centro de atención
field-parameters-environment-portalUrl = Dirección principal del sitio web
field-parameters-environment-directTicketLink-customers = Los clientes abren tickets por el enlace directo sin autenticación
field-parameters-environment-directTicketLink-agents = Los agentes abren tickets por el enlace directo sin autenticación
field-parameters-tickets-opening-requiredFor = Apertura: obligatorio para
field-parameters-tickets-attendance-required = Atención: obligatorio
field-parameters-tickets-numbering-style = Numeración del ticket
field-parameters-tickets-numbering-pattern = Patrón del protocolo
field-parameters-tickets-numbering-reset = Reinicio de la secuencia
field-parameters-additionalModules-satisfactionSurvey-enabled = Encuesta de satisfacción
field-parameters-additionalModules-timeTracking-enabled = Registros de tiempo
field-parameters-additionalModules-timeTracking-entryType = Tipo de registro de tiempo
field-parameters-additionalModules-timeTracking-activitySuggestion = Actividad sugerida para el registro de horas
field-parameters-additionalModules-timeTracking-periodTypeDefinition = Definición del tipo de período (Normal/Extra)
field-parameters-additionalModules-ticketApproval-enabled = Aprobación de tickets
field-parameters-additionalModules-chat-enabled = Atención vía chat
field-businessHours-timeZone = Zona horaria
field-businessHours-shifts = Turnos de la semana
field-businessHours-holidays = Feriados
field-activities-name = Nombre
field-activities-active = Activa
field-accessProfiles-name = Nombre
field-accessProfiles-role = Rol
field-accessProfiles-timeTrackingActivity = Actividad para registro de tiempo
field-accessProfiles-timeTrackingActivity-id = Actividad para registro de tiempo
field-apiKeys-name = Nombre
field-apiKeys-permissions = Permisos
field-apiKeys-expiresAt = Vencimiento
field-apiKeys-rotatedAt = Secreto nuevo el
field-apiKeys-revokedAt = Revocada el
field-apiKeys-state = Estado
field-webhookEndpoints-url = Dirección
field-webhookEndpoints-description = Descripción
field-webhookEndpoints-actions = Acciones
field-webhookEndpoints-state = Estado
field-webhookEndpoints-rotatedAt = Secreto nuevo el
value-element = { $name } ({ $details })
value-tax-id = { $kind } { $number }
value-unnamed = nombre desconocido
value-main-email = correo principal
value-inactive = inactiva
value-with-activity = sugiere { $activity }
value-until = hasta el { $moment }
value-hours = { $days } { $hours }
value-hours-same-day = { $opens }–{ $closes }
value-hours-next-day = { $opens }–{ $closes } (del día siguiente)
value-hours-all-day = todo el día
value-hours-whole-day = 24 horas desde las { $opens }
value-days = { $first } a { $last }
value-shifts-none = Sin turnos
value-holidays-none = Sin feriados
value-requiredFor-nobody = Nadie
value-actions-all = Todas las acciones
warning-where = { $where }: { $message }
warning-where-customers = Enlace para clientes
warning-where-agents = Enlace para agentes
