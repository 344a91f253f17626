# The section Activities and access profiles.

activities-title = Atividades e perfis de acesso
activities-description = Em que as horas são apontadas, e o que se sugere aos agentes de cada perfil.
activities-list = Atividades
activities-active = Ativa
activities-inactive = Inativa
activities-empty = Ainda não há atividades
access-profiles-list = Perfis de acesso
access-profiles-empty = Ainda não há perfis de acesso
access-profiles-no-activity = sem atividade
