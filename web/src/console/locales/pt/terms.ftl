# The acceptance records.

terms-title = Registros de aceite
terms-description = Quem aceitou os Termos de Uso e a Política de Privacidade, e quando.
terms-empty = Nenhum resultado
terms-section-title = Registros de aceite
terms-section-description = Os registros de aceite dos Termos de Uso e da Política de Privacidade da sua conta.
terms-section-open = Abrir os registros
