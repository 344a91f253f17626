# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Endereços que recebem cada alteração da conta.
webhooks-empty = Ainda não há webhooks
webhooks-endpoint = Webhook
webhooks-unknown = Não há webhook neste endereço
webhooks-state = Estado
webhooks-created = Criado em
webhooks-state-ENABLED = Ligado
webhooks-state-DISABLED = Desligado
webhooks-state-FAILED = Com falha
