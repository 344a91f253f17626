# The section Addresses.

addresses-title = Direcciones
addresses-description = Direcciones de facturación, de entrega y otras; una principal y una secundaria, si es necesario.
addresses-empty = Todavía no hay direcciones
addresses-empty-description = El país de la dirección principal sirve también para leer los teléfonos sin código de país.
addresses-add = Agregar dirección
addresses-edit = Editar dirección
addresses-reference = Punto de referencia: { $reference }
addresses-number-description = «S/N» si no tiene.
addresses-complement-description = Piso, oficina, bloque.
addresses-reference-description = Lo que ayuda a encontrarla.
addresses-rank-none = Ninguna
addresses-primary-description = Su país sirve para leer los teléfonos sin código de país.
addresses-rank-taken = Se le quita a { $address }, que la tiene ahora.
addresses-postal-code-form = Por ejemplo { $example }; el guion es opcional.
addresses-postal-code-digits = Por ejemplo { $example }.
addresses-postal-code-text = Como lo escribe el país, con 16 caracteres como máximo.
