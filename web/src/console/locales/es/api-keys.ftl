# The view of API keys.

api-keys-title = Claves de acceso a la API
api-keys-description = Con ellas, las integraciones de los socios acceden a tu cuenta.
api-keys-empty = Todavía no hay claves
api-keys-state-ACTIVE = Activa
api-keys-state-EXPIRED = Vencida
api-keys-state-REVOKED = Revocada
