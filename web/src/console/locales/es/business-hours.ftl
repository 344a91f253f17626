# The section Business hours.

business-hours-title = Horario laboral
business-hours-description = Cuándo trabaja la empresa: zona horaria, semana y feriados.
