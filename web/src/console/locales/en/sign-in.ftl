# Signing in.

sign-in = Sign in
sign-in-title = Sign in
sign-in-demo-description = This is a demo. Choose the role in which you want to see it.
sign-in-provider-description = Sign in with your company’s account.
sign-in-token-description = Sign in with an access token.
sign-in-ended = Your session has ended. Sign in again to go on.
sign-in-provider = Continue at the identity provider
sign-in-provider-failed = Signing in by the identity provider did not work. Try again.
sign-in-token = Access token
sign-in-token-note = It stays in this tab only, until it is closed.
sign-in-token-missing = Paste a token.
role-description-ADMIN = Changes all settings, keys and webhooks.
role-description-OPERATOR = Changes the settings and reads the history.
role-description-AGENT = Answers tickets; sees what the parameters decide.
role-description-CUSTOMER = Opens tickets; sees what the parameters decide.
role-description-PLATFORM = Provisions accounts; belongs to none.
