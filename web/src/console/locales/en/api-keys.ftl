# The view of API keys.

api-keys-title = API keys
api-keys-description = With them partners’ integrations reach your account.
api-keys-empty = There are no keys yet
api-keys-state-ACTIVE = Active
api-keys-state-EXPIRED = Expired
api-keys-state-REVOKED = Revoked
