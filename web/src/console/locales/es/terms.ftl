# The acceptance records.

terms-title = Registros de aceptación
terms-description = Quién aceptó los Términos de Uso y la Política de Privacidad, y cuándo.
terms-empty = Sin resultados
terms-section-title = Registros de aceptación
terms-section-description = Los registros de aceptación de los Términos de Uso y la Política de Privacidad de tu cuenta.
terms-section-open = Abrir los registros
