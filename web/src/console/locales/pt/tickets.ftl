# The tab Tickets.

tickets-title = Tickets
tickets-opening = Abertura
tickets-opening-description = Quais campos são obrigatórios ao criar tickets e para quem.
tickets-field = Campo
tickets-opening-cell = { $field }: { $audience }
tickets-attendance = Atendimento
tickets-attendance-description = Quais campos os agentes precisam preencher ao atender tickets.
tickets-numbering = Numeração do ticket
tickets-numbering-style = Numeração
tickets-style-SIMPLE = 1, 2, 3 …
tickets-style-PROTOCOL = Um protocolo feito do dia e de uma sequência.
tickets-pattern-description = Letras, dígitos e - . / _, a data ({"{"}YYYY{"}"} ou {"{"}YY{"}"} é o ano, {"{"}MM{"}"} o mês, {"{"}DD{"}"} o dia) e uma vez a sequência ({"{"}SEQ:6{"}"} a completa com zeros até 6 dígitos). A numeração simples não usa o padrão.
tickets-parts = Inserir no padrão
tickets-part-year = ano, quatro dígitos
tickets-part-short-year = ano, dois dígitos
tickets-part-month = mês
tickets-part-day = dia
tickets-part-sequence = sequência, completada com zeros até essa quantidade de dígitos
tickets-reset-description = Quando a sequência do protocolo recomeça em 1.
tickets-next = Os próximos números
tickets-sequence = Sequência
tickets-today = Hoje, { $day }
tickets-tomorrow = Amanhã, { $day }
