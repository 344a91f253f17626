# The tab Tickets.

tickets-title = Tickets
tickets-opening = Opening
tickets-opening-description = Which fields are mandatory when a ticket is created, and for whom.
tickets-field = Field
tickets-opening-cell = { $field }: { $audience }
tickets-attendance = Attendance
tickets-attendance-description = Which fields agents must fill in when they attend a ticket.
tickets-numbering = Ticket numbering
tickets-numbering-style = Numbering
tickets-style-SIMPLE = 1, 2, 3 …
tickets-style-PROTOCOL = A protocol made from the day and a sequence.
tickets-pattern-description = Letters, digits and - . / _, the date ({"{"}YYYY{"}"} or {"{"}YY{"}"} is the year, {"{"}MM{"}"} the month, {"{"}DD{"}"} the day), and the sequence once ({"{"}SEQ:6{"}"} fills it up with zeros to 6 digits). Simple numbering does not use the pattern.
tickets-parts = Insert into the pattern
tickets-part-year = year, four digits
tickets-part-short-year = year, two digits
tickets-part-month = month
tickets-part-day = day
tickets-part-sequence = sequence, filled up with zeros to so many digits
tickets-reset-description = When the protocol’s sequence begins again at 1.
tickets-next = The next numbers
tickets-sequence = Sequence
tickets-today = Today, { $day }
tickets-tomorrow = Tomorrow, { $day }
