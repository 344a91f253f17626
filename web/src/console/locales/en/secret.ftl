# What is copied, and secrets that are shown once.

copy = Copy
copied = Copied.
copy-failed = The browser did not allow copying. The text is selected: copy it with the keyboard or the menu.
secret-once = Copy it now and keep it in a safe place: it is not shown again.
secret-done = Done
secret-close-title = Close without copying the secret?
secret-close-description = It was not copied, and it is not shown again. Without it you need a new one.
secret-close-confirm = Close without copying
secret-close-stay = Back to the secret
