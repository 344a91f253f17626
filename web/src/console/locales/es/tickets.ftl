# The tab Tickets.

tickets-title = Tickets
tickets-numbering = Numeración del ticket
