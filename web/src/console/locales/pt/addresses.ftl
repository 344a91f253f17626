# The section Addresses.

addresses-title = Endereços
addresses-description = Endereços de faturamento, de entrega e outros; um principal e um secundário, se necessário.
addresses-empty = Ainda não há endereços
