# The tab Tickets.

tickets-title = Tickets
tickets-numbering = Ticket numbering
