# The tab Additional modules.

additional-modules-title = Módulos adicionales
additional-modules-survey = Actívala para obtener comentarios de los clientes sobre el desempeño del equipo.
additional-modules-time-tracking = Controla el tiempo trabajado por los agentes en los tickets.
additional-modules-approval = Configura procesos de aprobación, exigiendo autorización antes de la ejecución de los tickets.
additional-modules-chat = Permite que los clientes se comuniquen por chat, convirtiendo automáticamente las conversaciones en tickets.
additional-modules-entry-type = Registra la hora de inicio y fin de la actividad o solo el tiempo total.
additional-modules-profile-tip = Tip: para configurar el perfil de acceso, ve al registro de perfiles y activa el parámetro «Actividad para registro de tiempo».
additional-modules-profile-link = Ir a los perfiles de acceso
additional-modules-period-AUTOMATIC = El sistema calcula por el horario laboral si el período es normal o extra.
additional-modules-period-BY_AGENT = Lo define el agente.
additional-modules-kept = Mientras los registros de tiempo están desactivados, sus parámetros no tienen efecto. Conservan: tipo de registro «{ $entryType }», actividad sugerida «{ $activitySuggestion }», tipo de período «{ $periodTypeDefinition }».
additional-modules-unfold = Mostrar los parámetros
additional-modules-fold = Ocultar los parámetros
additional-modules-time-tracking-values = { $enabled }; { $entryType }; { $activitySuggestion }; { $periodTypeDefinition }
