# The section Addresses.

addresses-title = Addresses
addresses-description = Addresses for billing, delivery and more; a primary and a secondary one, if needed.
addresses-empty = There are no addresses yet
