# The tab Additional modules.

additional-modules-title = Módulos adicionais
additional-modules-survey = Ative-a para obter comentários dos clientes sobre o desempenho da equipe.
additional-modules-time-tracking = Controla o tempo trabalhado pelos agentes nos tickets.
additional-modules-approval = Configura processos de aprovação, exigindo autorização antes da execução dos tickets.
additional-modules-chat = Permite que os clientes se comuniquem por chat, convertendo automaticamente as conversas em tickets.
additional-modules-entry-type = Registra a hora de início e fim da atividade ou só o total de horas.
additional-modules-profile-tip = Dica: para configurar o perfil de acesso, vá ao cadastro de perfis e ative o parâmetro “Atividade para apontamento de horas”.
additional-modules-profile-link = Ir para os perfis de acesso
additional-modules-period-AUTOMATIC = O sistema calcula pelo horário comercial se o período é normal ou extra.
additional-modules-period-BY_AGENT = O agente define.
additional-modules-kept = Enquanto o apontamento de horas está desativado, os seus parâmetros não têm efeito. Guardam: tipo de apontamento “{ $entryType }”, atividade sugerida “{ $activitySuggestion }”, tipo de período “{ $periodTypeDefinition }”.
additional-modules-unfold = Mostrar os parâmetros
additional-modules-fold = Ocultar os parâmetros
additional-modules-time-tracking-values = { $enabled }; { $entryType }; { $activitySuggestion }; { $periodTypeDefinition }
