# The section Activities and access profiles.

activities-title = Actividades y perfiles de acceso
activities-description = En qué se registran las horas, y qué se sugiere a los agentes de cada perfil.
activities-list = Actividades
activities-active = Activa
activities-inactive = Inactiva
activities-empty = Todavía no hay actividades
access-profiles-list = Perfiles de acceso
access-profiles-empty = Todavía no hay perfiles de acceso
access-profiles-no-activity = sin actividad
