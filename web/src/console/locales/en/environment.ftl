# The tab Environment.

environment-title = Environment
environment-language-description = The language that your support centre uses. The console follows it as long as you have chosen none for yourself at the top of the page.
environment-portal-description = The main address of your website. Its domain identifies your support portal, so no other account can have the same one.
environment-access-title = Access and security
environment-access-description = Who can open a ticket by the direct link of the system without signing in.
environment-access-customers-description = On: customers open a ticket by its link without signing in, and so does whoever else has the link. Off: they have to sign in.
environment-access-agents-description = On: agents open a ticket by its link without signing in, and so does whoever else has the link. Off: they have to sign in.
environment-api-title = API
environment-api-description = With an API key you build integrations and make advanced configurations.
environment-api-live =
    { $count ->
        [0] No key is live.
        [one] One key is live.
       *[other] { $count } keys are live.
    }
environment-api-manage = API keys
