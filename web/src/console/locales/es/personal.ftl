# What those see who may not read the settings.

personal-title = Tu cuenta
personal-whom-to-ask = La configuración de la cuenta es para administradores y operadores. Para cambiar algo, habla con uno de ellos en tu empresa.
personal-staff = El personal de la plataforma crea cuentas por la API y no pertenece a ninguna. Para cambiar la configuración de una cuenta, habla con un administrador u operador de ella.
pending-terms-title = Términos por aceptar
pending-terms-description = Lee cada documento antes de aceptarlo.
pending-terms-version = Versión { $version }, publicada el { $day }
pending-terms-accept = Aceptar
pending-terms-accept-document = Aceptar: { $document }
pending-terms-accepted = Aceptaste: { $document }.
personal-refused-title = No es para tu rol
personal-refused = Esta vista es para otras personas de tu empresa. Para que se haga algo aquí, habla con un administrador.
policy-title = Lo que vale para ti
policy-description = Lo que deciden los parámetros de la cuenta para los tickets. Si cambian, se ve aquí de inmediato.
policy-fields-title = Campos obligatorios
policy-rules-title = Cómo funcionan los tickets aquí
policy-opening = Al abrir un ticket
policy-attendance = Al atender un ticket
policy-no-field = Ningún campo es obligatorio.
policy-direct-link =
    { $state ->
        [yes] El enlace directo de un ticket lo abre sin autenticación. Quien tenga el enlace puede leer el ticket.
       *[no] El enlace directo de un ticket pide que te autentiques.
    }
policy-approval-agents =
    { $state ->
        [yes] Un ticket debe aprobarse antes de que trabajes en él.
       *[no] Puedes trabajar en un ticket sin aprobación.
    }
policy-approval-customers =
    { $state ->
        [yes] Tus tickets deben aprobarse antes de que empiece el trabajo.
       *[no] El trabajo en tus tickets empieza sin aprobación.
    }
policy-survey-agents =
    { $state ->
        [yes] Una encuesta pregunta a los clientes qué tan satisfechos están con el servicio.
       *[no] Ninguna encuesta pregunta a los clientes qué tan satisfechos están.
    }
policy-survey-customers =
    { $state ->
        [yes] Una encuesta te pregunta qué tan satisfactorio fue el servicio.
       *[no] Ninguna encuesta te pregunta qué tan satisfactorio fue el servicio.
    }
policy-chat-agents =
    { $state ->
        [yes] Los clientes pueden escribir por chat, y sus conversaciones se convierten en tickets.
       *[no] Los clientes no pueden escribir por chat.
    }
policy-chat-customers =
    { $state ->
        [yes] Puedes escribir por chat, y tus conversaciones se convierten en tickets.
       *[no] No puedes escribir por chat.
    }
policy-time-none = No se registra el tiempo que trabajas en un ticket.
policy-time-START_AND_END = Registras a qué hora empezaste y terminaste de trabajar en un ticket.
policy-time-TOTAL_TIME = Registras cuánto tiempo trabajaste en total en un ticket.
