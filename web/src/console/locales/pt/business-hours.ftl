# The section Business hours.

business-hours-title = Horário comercial
business-hours-description = Quando a empresa trabalha: fuso horário, semana e feriados.
