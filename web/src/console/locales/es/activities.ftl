# The section Activities.

activities-title = Actividades
activities-description = En qué registran sus horas los agentes.
activities-inactive = Inactiva
activities-unused = Ningún perfil de acceso la sugiere
activities-used =
    { $count ->
        [one] La sugiere el perfil de acceso { $profiles }
       *[other] La sugieren los perfiles de acceso { $profiles }
    }
activities-empty = Todavía no hay actividades
activities-empty-description = Agrega aquello en lo que trabajan los agentes, como visitas o capacitaciones.
activities-add = Agregar actividad
activities-edit = Editar actividad
activities-active-description = Al registrar horas solo se sugieren las activas.
activities-in-use =
    { $count ->
        [one] El perfil de acceso { $profiles } la usa: elige allí otra actividad antes.
       *[other] Los perfiles de acceso { $profiles } la usan: elige allí otra actividad antes.
    }
