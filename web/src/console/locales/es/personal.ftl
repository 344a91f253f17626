# What those see who may not read the settings.

personal-title = Tu cuenta
personal-whom-to-ask = La configuración de la cuenta es para administradores y operadores. Para cambiar algo, habla con uno de ellos en tu empresa.
personal-staff = El personal de la plataforma crea cuentas por la API y no pertenece a ninguna. Para cambiar la configuración de una cuenta, habla con un administrador u operador de ella.
pending-terms-title = Términos por aceptar
pending-terms-description = Lee cada documento antes de aceptarlo.
pending-terms-version = Versión { $version }
pending-terms-accept = Aceptar
pending-terms-accepted = Aceptaste: { $document }.
policy-title = Lo que vale para ti
policy-description = Lo que deciden los parámetros de la cuenta para los tickets.
policy-opening = Obligatorio al abrir un ticket
policy-attendance = Obligatorio al atender un ticket
policy-no-field = Ningún campo
policy-direct-link = El enlace del ticket abre sin autenticación
