# Signing in.

sign-in = Sign in
sign-in-title = Sign in
sign-in-demo-description = This is a demo. Choose the role in which you want to see it.
sign-in-provider-description = Sign in with your company’s account.
sign-in-token-description = Sign in with an access token.
sign-in-ended = Your session has ended. Sign in again to go on.
sign-in-provider = Continue at the identity provider
sign-in-failed-broken = Signing in by the identity provider did not work. Try again.
sign-in-token = Access token
sign-in-token-note = It stays in this tab only, until it is closed.
sign-in-token-missing = Paste a token.
sign-in-failed-refused = The identity provider refused the sign-in: { $reason }
sign-in-failed-foreign = This answer belongs to no sign-in that was begun in this tab. Sign in again.
sign-in-token-malformed = A token has no spaces or accents: copy it whole, and nothing else.
sign-in-again-title = Sign in again
sign-in-again-description = What you typed is still on the page, and is not lost. If somebody else signs in, it is.
sign-in-window-waiting = Sign in in the window that opened. This page goes on by itself then.
sign-in-window-failed = The window did not open, or signing in there did not work. Allow windows of this page, and try again.
sign-in-window-done = You are signed in. Close this window and go on in the other one.
role-description-ADMIN = Changes all settings, keys and webhooks.
role-description-OPERATOR = Changes the settings and reads the history.
role-description-AGENT = Answers tickets; sees what the parameters decide.
role-description-CUSTOMER = Opens tickets; sees what the parameters decide.
role-description-PLATFORM = Provisions accounts; belongs to none.
