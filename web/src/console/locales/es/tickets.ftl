# The tab Tickets.

tickets-title = Tickets
tickets-opening = Apertura
tickets-opening-description = Qué campos son obligatorios al crear tickets y para quiénes.
tickets-field = Campo
tickets-opening-cell = { $field }: { $audience }
tickets-attendance = Atención
tickets-attendance-description = Qué campos deben completar los agentes al atender tickets.
tickets-numbering = Numeración del ticket
tickets-numbering-style = Numeración
tickets-style-SIMPLE = 1, 2, 3 …
tickets-style-PROTOCOL = Un protocolo hecho del día y una secuencia.
tickets-pattern-description = Letras, dígitos y - . / _, la fecha ({"{"}YYYY{"}"} o {"{"}YY{"}"} es el año, {"{"}MM{"}"} el mes, {"{"}DD{"}"} el día) y una vez la secuencia ({"{"}SEQ:6{"}"} la completa con ceros hasta 6 dígitos). La numeración simple no usa el patrón.
tickets-parts = Insertar en el patrón
tickets-part-year = año, cuatro dígitos
tickets-part-short-year = año, dos dígitos
tickets-part-month = mes
tickets-part-day = día
tickets-part-sequence = secuencia, completada con ceros hasta esa cantidad de dígitos
tickets-reset-description = Cuándo la secuencia del protocolo vuelve a empezar en 1.
tickets-next = Los próximos números
tickets-sequence = Secuencia
tickets-today = Hoy, { $day }
tickets-tomorrow = Mañana, { $day }
