# What surrounds every view.

product = Cuenta
document-title = { $view } – Cuenta
skip-link = Skip to content
nav-label = Areas
nav-settings = Settings
nav-history = History
nav-api-keys = API keys
nav-webhooks = Webhooks
nav-terms = Acceptance records
language-menu = Language: { $language }
theme-menu = Appearance: { $theme }
theme-system = Like the system
theme-light = Light
theme-dark = Dark
person-menu = Signed in as { $name }
sign-out = Sign out
sections-label = Sections of the page
settings-title = Account Settings
settings-description = This is where important information about your company is, options to customise the parameters of the system, and privacy policies for compliance with the General Data Protection Law (LGPD). Only operators and administrators can use it.
warnings-title =
    { $count ->
        [one] One warning
       *[other] { $count } warnings
    }
live-changed = { $name } changed the account (revision { $revision }).
leave-title = Leave without saving?
leave-description = What you typed and did not save will be lost.
leave-confirm = Leave without saving
leave-stay = Keep editing
not-found-title = Page not found
not-found-description = There is nothing at this address.
not-found-home = Go to the home page
