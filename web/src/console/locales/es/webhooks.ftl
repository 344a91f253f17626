# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Direcciones que reciben cada cambio de la cuenta.
webhooks-empty = Todavía no hay webhooks
webhooks-endpoint = Webhook
webhooks-unknown = No hay un webhook en esta dirección
webhooks-state = Estado
webhooks-created = Creado el
webhooks-state-ENABLED = Activado
webhooks-state-DISABLED = Desactivado
webhooks-state-FAILED = Con fallas
