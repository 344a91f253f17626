# The view of API keys.

api-keys-title = Chaves de acesso à API
api-keys-description = Com elas, as integrações dos parceiros acessam a sua conta.
api-keys-empty = Ainda não há chaves
api-keys-state-ACTIVE = Ativa
api-keys-state-EXPIRED = Vencida
api-keys-state-REVOKED = Revogada
