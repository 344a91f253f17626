# The section Addresses.

addresses-title = Direcciones
addresses-description = Direcciones de facturación, de entrega y otras; una principal y una secundaria, si es necesario.
addresses-empty = Todavía no hay direcciones
