# What those see who may not read the settings.

personal-title = Your account
personal-whom-to-ask = The account settings are for administrators and operators. To have something changed, ask one of them in your company.
personal-staff = Platform staff provision accounts through the API and belong to none. To have an account’s settings changed, ask one of its administrators or operators.
pending-terms-title = Terms to accept
pending-terms-description = Read each document before you accept it.
pending-terms-version = Version { $version }, published on { $day }
pending-terms-accept = Accept
pending-terms-accept-document = Accept: { $document }
pending-terms-accepted = You accepted: { $document }.
personal-refused-title = Not for your role
personal-refused = This view is for others in your company. To have something done here, ask an administrator.
policy-title = What holds for you
policy-description = What the account’s parameters decide for tickets. A change of them is shown here at once.
policy-fields-title = Mandatory fields
policy-rules-title = How tickets work here
policy-opening = When you open a ticket
policy-attendance = When you attend a ticket
policy-no-field = No field is mandatory.
policy-direct-link =
    { $state ->
        [yes] The direct link of a ticket opens it without signing in. Whoever has the link can read the ticket.
       *[no] The direct link of a ticket asks you to sign in.
    }
policy-approval-agents =
    { $state ->
        [yes] A ticket has to be approved before you work on it.
       *[no] You can work on a ticket without an approval.
    }
policy-approval-customers =
    { $state ->
        [yes] Your tickets have to be approved before the work on them begins.
       *[no] The work on your tickets begins without an approval.
    }
policy-survey-agents =
    { $state ->
        [yes] Customers are asked in a survey how satisfied they are with the service.
       *[no] Customers are not asked in a survey how satisfied they are.
    }
policy-survey-customers =
    { $state ->
        [yes] You are asked in a survey how satisfied you are with the service.
       *[no] You are not asked in a survey how satisfied you are.
    }
policy-chat-agents =
    { $state ->
        [yes] Customers can chat, and their conversations become tickets.
       *[no] Customers cannot chat.
    }
policy-chat-customers =
    { $state ->
        [yes] You can chat, and your conversations become tickets.
       *[no] You cannot chat.
    }
policy-time-none = The time that you work on a ticket is not recorded.
policy-time-START_AND_END = You record when you began and ended to work on a ticket.
policy-time-TOTAL_TIME = You record how long you worked on a ticket in total.
