# The acceptance records.

terms-title = Acceptance records
terms-description = Who accepted the Terms of Use and the Privacy Policy, and when.
terms-empty = No results
terms-section-title = Acceptance records
terms-section-description = The acceptance records of the Terms of Use and the Privacy Policy of your account.
terms-section-open = Open the records
