# The tab Environment.

environment-title = Environment
environment-language-description = The portal and what the system writes to customers are in this language. The console follows it as long as you have chosen none for yourself at the top of the page.
environment-portal-description = It identifies your support portal: whoever comes by its host is with your company. No other account can have the same host.
environment-access-title = Access and security
environment-access-description = Who can open a ticket by the direct link of the system without signing in.
environment-access-customers-description = On: whoever has the link of a ticket that customers get opens it without signing in. Off: they have to sign in.
environment-access-agents-description = On: whoever has the link of a ticket that agents get opens it without signing in. Off: they have to sign in.
environment-api-title = API
environment-api-description = With an API key you build integrations and make advanced configurations.
environment-api-live =
    { $count ->
        [0] No key is live.
        [one] One key is live.
       *[other] { $count } keys are live.
    }
environment-api-manage = API keys
