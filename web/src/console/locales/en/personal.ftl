# What those see who may not read the settings.

personal-title = Your account
personal-whom-to-ask = The account settings are for administrators and operators. To have something changed, ask one of them in your company.
personal-staff = Platform staff provision accounts through the API and belong to none. To have an account’s settings changed, ask one of its administrators or operators.
pending-terms-title = Terms to accept
pending-terms-description = Read each document before you accept it.
pending-terms-version = Version { $version }
pending-terms-accept = Accept
pending-terms-accepted = You accepted: { $document }.
policy-title = What holds for you
policy-description = What the account’s parameters decide for tickets.
policy-opening = Mandatory when a ticket is opened
policy-attendance = Mandatory when a ticket is attended
policy-no-field = No field
policy-direct-link = The ticket’s link opens without signing in
