# The section Access profiles.

access-profiles-title = Perfis de acesso
access-profiles-description = A atividade para apontamento de horas que se sugere aos agentes de cada perfil.
access-profiles-activity = sugere { $name }
access-profiles-activity-inactive = indica { $name }, que está inativa
access-profiles-no-activity = não sugere nenhuma atividade
access-profiles-empty = Ainda não há perfis de acesso
access-profiles-empty-description = Adicione um para sugerir uma atividade aos seus agentes.
access-profiles-add = Adicionar perfil de acesso
access-profiles-edit = Editar perfil de acesso
access-profiles-none = Nenhuma
access-profiles-option-inactive = { $name } (inativa)
access-profiles-activity-choose = Escolha uma atividade
access-profiles-activity-description = É sugerida aos agentes deste perfil quando os parâmetros do apontamento de horas assim indicam.
