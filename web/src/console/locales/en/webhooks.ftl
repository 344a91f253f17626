# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Addresses that are told of each change of the account.
webhooks-empty = There are no webhooks yet
webhooks-endpoint = Webhook
webhooks-unknown = There is no webhook at this address
webhooks-state = State
webhooks-created = Created
webhooks-state-ENABLED = On
webhooks-state-DISABLED = Off
webhooks-state-FAILED = Failed
