# Changes as sentences, and the names of what the settings hold.

change-of = { $field } ({ $owner })
change-of-element = { $element } { $name }
change-kind-added =
    { $element ->
       *[other] New
    }
change-kind-removed =
    { $element ->
       *[other] Removed
    }
change-before = before:
change-after = after:
change-begins = { $label }: { $after }.
change-changed = { $what } changed from “{ $before }” to “{ $after }”.
change-set = { $what } is now “{ $after }”; there was none before.
change-cleared = { $what } was cleared; it was “{ $before }”.
change-element = { $added }.
change-element-details = { $added } ({ $details }).
change-photo = The profile photo was replaced by another one.
change-photo-set = A profile photo was set; there was none before.
change-photo-cleared = The profile photo was removed.
change-photo-alt = Photo { $when }
change-photo-before = before
change-photo-after = after
change-requiredFor = When a ticket is opened, { $field } is now mandatory for: { $after } (before: { $before }).
change-requiredFor-nobody = When a ticket is opened, { $field } is no longer mandatory (before, for: { $before }).
change-rank =
    { $rank ->
        [PRIMARY] The address “{ $name }” is now the primary one (before: { $before }).
        [SECONDARY] The address “{ $name }” is now the secondary one (before: { $before }).
       *[other] The address “{ $name }” has no rank any more (before: { $before }).
    }
change-revoked = The API key “{ $name }” was revoked.
change-rotated-apiKeys = The API key “{ $name }” was given a new secret.
change-rotated-webhookEndpoints = The webhook “{ $name }” was given a new secret.
change-holidays-added =
    { $count ->
        [one] One holiday was added: { $holidays }.
       *[other] { $count } holidays were added: { $holidays }.
    }
change-holidays-removed =
    { $count ->
        [one] One holiday was removed: { $holidays }.
       *[other] { $count } holidays were removed: { $holidays }.
    }
change-added-contacts = The contact “{ $name }” was added
change-added-otherContacts = The means of contact “{ $name }” was added
change-added-addresses = The address “{ $name }” was added
change-added-activities = The activity “{ $name }” was added
change-added-accessProfiles = The access profile “{ $name }” was added
change-added-apiKeys = The API key “{ $name }” was created
change-added-webhookEndpoints = The webhook “{ $name }” was created
change-removed-contacts = The contact “{ $name }” was removed.
change-removed-otherContacts = The means of contact “{ $name }” was removed.
change-removed-addresses = The address “{ $name }” was removed.
change-removed-activities = The activity “{ $name }” was removed.
change-removed-accessProfiles = The access profile “{ $name }” was removed.
change-removed-apiKeys = The API key “{ $name }” was removed.
change-removed-webhookEndpoints = The webhook “{ $name }” was removed.
change-flag-parameters-environment-directTicketLink-customers =
    { $state ->
        [on] Customers now open tickets by the direct link without signing in; before, they had to sign in.
       *[off] Customers now have to sign in to open tickets by the direct link; before, they did not.
    }
change-flag-parameters-environment-directTicketLink-agents =
    { $state ->
        [on] Agents now open tickets by the direct link without signing in; before, they had to sign in.
       *[off] Agents now have to sign in to open tickets by the direct link; before, they did not.
    }
change-flag-parameters-tickets-attendance-required =
    { $state ->
        [on] { $field } is now mandatory when a ticket is attended.
       *[off] { $field } is no longer mandatory when a ticket is attended.
    }
change-flag-parameters-additionalModules-satisfactionSurvey-enabled =
    { $state ->
        [on] The satisfaction survey was switched on.
       *[off] The satisfaction survey was switched off.
    }
change-flag-parameters-additionalModules-timeTracking-enabled =
    { $state ->
        [on] Time tracking was switched on.
       *[off] Time tracking was switched off.
    }
change-flag-parameters-additionalModules-ticketApproval-enabled =
    { $state ->
        [on] Ticket approval was switched on.
       *[off] Ticket approval was switched off.
    }
change-flag-parameters-additionalModules-chat-enabled =
    { $state ->
        [on] Chat was switched on.
       *[off] Chat was switched off.
    }
change-flag-contacts-isPrimary =
    { $state ->
        [on] “{ $name }” is now the main e-mail.
       *[off] “{ $name }” is no longer the main e-mail.
    }
change-flag-activities-active =
    { $state ->
        [on] The activity “{ $name }” was activated.
       *[off] The activity “{ $name }” was deactivated.
    }
owner-contacts = of the contact { $name }
owner-otherContacts = of the means of contact { $name }
owner-addresses = of the address { $name }
owner-activities = of the activity { $name }
owner-accessProfiles = of the access profile { $name }
owner-apiKeys = of the API key { $name }
owner-webhookEndpoints = of the webhook { $name }
owner-some-contacts = of a contact
owner-some-otherContacts = of a means of contact
owner-some-addresses = of an address
owner-some-activities = of an activity
owner-some-accessProfiles = of an access profile
owner-some-apiKeys = of an API key
owner-some-webhookEndpoints = of a webhook
phrase-company-tradeName = The trade name
phrase-company-legalName = The legal name
phrase-company-taxId = The tax ID
phrase-company-taxId-kind = The kind of the tax ID
phrase-company-website = The company website
phrase-contacts-kind = The kind { $owner }
phrase-contacts-email = The e-mail { $owner }
phrase-otherContacts-kind = The kind { $owner }
phrase-otherContacts-value = The number, link or name { $owner }
phrase-otherContacts-label = The label { $owner }
phrase-addresses-purpose = The purpose { $owner }
phrase-addresses-street = The street { $owner }
phrase-addresses-number = The number { $owner }
phrase-addresses-complement = The complement { $owner }
phrase-addresses-reference = The landmark { $owner }
phrase-addresses-district = The district { $owner }
phrase-addresses-city = The city { $owner }
phrase-addresses-state = The state or province { $owner }
phrase-addresses-postalCode = The postal code { $owner }
phrase-addresses-country = The country { $owner }
phrase-parameters-environment-language = The language of the support centre
phrase-parameters-environment-portalUrl = The main address of the site
phrase-parameters-tickets-numbering-style = The ticket numbering
phrase-parameters-tickets-numbering-pattern = The protocol pattern
phrase-parameters-tickets-numbering-reset = The reset of the ticket sequence
phrase-parameters-additionalModules-timeTracking-entryType = The time entry type
phrase-parameters-additionalModules-timeTracking-activitySuggestion = The suggested activity for time tracking
phrase-parameters-additionalModules-timeTracking-periodTypeDefinition = The definition of the period type
phrase-businessHours-timeZone = The time zone
phrase-businessHours-shifts = The weekly schedule
phrase-activities-name = The name { $owner }
phrase-accessProfiles-name = The name { $owner }
phrase-accessProfiles-role = The role { $owner }
phrase-accessProfiles-timeTrackingActivity-id = The activity for time tracking { $owner }
phrase-apiKeys-state = The state { $owner }
phrase-webhookEndpoints-url = The address { $owner }
phrase-webhookEndpoints-description = The description { $owner }
phrase-webhookEndpoints-actions = The list of actions { $owner }
phrase-webhookEndpoints-state = The state { $owner }
part-activities = Activities
part-access-profiles = Access profiles
element-contacts = Contact
element-otherContacts = Means of contact
element-addresses = Address
element-activities = Activity
element-accessProfiles = Access profile
element-apiKeys = API key
element-webhookEndpoints = Webhook
field-company-tradeName = Trade name
field-company-legalName = Legal name
field-company-taxId = Tax ID
field-company-taxId-kind = Kind of tax ID
field-company-website = Company website
field-company-photo = Profile photo
field-contacts-kind = Kind
field-contacts-email = E-mail
field-contacts-isPrimary = Main e-mail
field-otherContacts-kind = Kind
field-otherContacts-value = Number, link or name
field-otherContacts-label = Label
field-addresses-purpose = Purpose
field-addresses-rank = Rank
field-addresses-street = Street
field-addresses-number = Number
field-addresses-complement = Complement
field-addresses-reference = Landmark
field-addresses-district = District
field-addresses-city = City
field-addresses-state = State or province
field-addresses-postalCode = Postal code
field-addresses-country = Country
field-parameters-environment-language = Language of the support centre
field-parameters-environment-portalUrl = Main address of the site
field-parameters-environment-directTicketLink-customers = Customers open tickets by the direct link without signing in
field-parameters-environment-directTicketLink-agents = Agents open tickets by the direct link without signing in
field-parameters-tickets-opening-requiredFor = Opening: mandatory for
field-parameters-tickets-attendance-required = Attendance: mandatory
field-parameters-tickets-numbering-style = Ticket numbering
field-parameters-tickets-numbering-pattern = Protocol pattern
field-parameters-tickets-numbering-reset = Sequence reset
field-parameters-additionalModules-satisfactionSurvey-enabled = Satisfaction survey
field-parameters-additionalModules-timeTracking-enabled = Time tracking
field-parameters-additionalModules-timeTracking-entryType = Time entry type
field-parameters-additionalModules-timeTracking-activitySuggestion = Suggested activity for time tracking
field-parameters-additionalModules-timeTracking-periodTypeDefinition = Definition of the period type (Normal/Overtime)
field-parameters-additionalModules-ticketApproval-enabled = Ticket approval
field-parameters-additionalModules-chat-enabled = Chat
field-businessHours-timeZone = Time zone
field-businessHours-shifts = Weekly shifts
field-businessHours-holidays = Holidays
field-activities-name = Name
field-activities-active = Active
field-accessProfiles-name = Name
field-accessProfiles-role = Role
field-accessProfiles-timeTrackingActivity = Activity for time tracking
field-accessProfiles-timeTrackingActivity-id = Activity for time tracking
field-apiKeys-name = Name
field-apiKeys-permissions = Permissions
field-apiKeys-expiresAt = Expiry
field-apiKeys-rotatedAt = New secret at
field-apiKeys-revokedAt = Revoked at
field-apiKeys-state = State
field-webhookEndpoints-url = Address
field-webhookEndpoints-description = Description
field-webhookEndpoints-actions = Actions
field-webhookEndpoints-state = State
field-webhookEndpoints-rotatedAt = New secret at
value-element = { $name } ({ $details })
value-tax-id = { $kind } { $number }
value-unnamed = name unknown
value-main-email = main e-mail
value-inactive = inactive
value-with-activity = suggests { $activity }
value-until = until { $moment }
value-hours = { $days } { $hours }
value-hours-same-day = { $opens }–{ $closes }
value-hours-next-day = { $opens }–{ $closes } (next day)
value-hours-all-day = all day
value-hours-whole-day = 24 hours from { $opens }
value-days = { $first } to { $last }
value-shifts-none = No shifts
value-holidays-none = No holidays
value-requiredFor-nobody = Nobody
value-actions-all = All actions
warning-where = { $where }: { $message }
warning-where-customers = Link for customers
warning-where-agents = Link for agents
