# The section Access profiles.

access-profiles-title = Perfiles de acceso
access-profiles-description = La actividad para registro de tiempo que se sugiere a los agentes de cada perfil.
access-profiles-activity = sugiere { $name }
access-profiles-activity-inactive = indica { $name }, que está inactiva
access-profiles-no-activity = no sugiere ninguna actividad
access-profiles-empty = Todavía no hay perfiles de acceso
access-profiles-empty-description = Agrega uno para sugerir una actividad a sus agentes.
access-profiles-add = Agregar perfil de acceso
access-profiles-edit = Editar perfil de acceso
access-profiles-none = Ninguna
access-profiles-option-inactive = { $name } (inactiva)
access-profiles-activity-choose = Elige una actividad
access-profiles-activity-description = Se sugiere a los agentes de este perfil cuando los parámetros de registros de tiempo lo indican.
