# The tab Tickets.

tickets-title = Tickets
tickets-numbering = Numeração do ticket
