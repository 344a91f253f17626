# The section Addresses.

addresses-title = Addresses
addresses-description = Addresses for billing, delivery and more; a primary and a secondary one, if needed.
addresses-empty = There are no addresses yet
addresses-empty-description = The country of the primary address also reads telephones without a country code.
addresses-add = Add address
addresses-edit = Edit address
addresses-reference = Landmark: { $reference }
addresses-number-description = “S/N” where there is none.
addresses-complement-description = Floor, suite, block.
addresses-reference-description = What helps to find it.
addresses-rank-none = None
addresses-primary-description = Its country reads telephones without a country code.
addresses-rank-taken = It is taken from { $address }, which has it now.
addresses-postal-code-form = For example { $example }; the hyphen is optional.
addresses-postal-code-digits = For example { $example }.
addresses-postal-code-text = As the country writes it, at most 16 characters.
