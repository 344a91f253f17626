# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Direcciones que reciben cada cambio de la cuenta.
webhooks-empty = Todavía no hay webhooks
webhooks-empty-description = Agrega una dirección de tus sistemas, y allí se envía cada cambio de la cuenta.
webhooks-endpoint = Webhook
webhooks-all = Todos los webhooks
webhooks-unknown = No hay un webhook en esta dirección
webhooks-created = Creado
webhooks-rotated = Secreto nuevo
webhooks-add = Agregar webhook
webhooks-edit = Editar webhook
webhooks-edit-short = Editar
webhooks-url-description = Una dirección https en Internet. Recibe los cambios hechos después de agregarla.
webhooks-description-description = Para qué sirve.
webhooks-scope = Qué cambios se envían
webhooks-scope-all = Todos los cambios
webhooks-scope-all-description = También los de tipos que vengan después.
webhooks-scope-chosen = Los elegidos
webhooks-actions-description = Varios cambios que se guardan juntos se envían como uno solo: elige también «{ webhooks-actions-whole }».
webhooks-actions-missing = Elige al menos un cambio.
webhooks-actions-whole = Varias secciones a la vez
webhooks-secret = Secreto de firma
webhooks-secret-title = El secreto de firma de { $url }
webhooks-verify-title = Cómo se verifica un envío
webhooks-verify = Cada envío está firmado con el secreto: comprueba el encabezado webhook-signature contra webhook-id, webhook-timestamp y el cuerpo, con una biblioteca de Standard Webhooks que recibe el secreto tal como es.
webhooks-verify-more = Las bibliotecas y la regla misma:
webhooks-enable = Activar
webhooks-enabled = El webhook está activado. Lo que perdió se envía ahora.
webhooks-disable = Desactivar
webhooks-disabled = El webhook está desactivado. Lo que se pierda queda guardado.
webhooks-disabled-explained = Este webhook está desactivado. Lo que se pierde queda guardado, y se envía cuando se active.
webhooks-failed-explained = Este webhook se desactivó porque nada llegó durante tres días, o porque la dirección respondió 410 (ya no existe). Lo que se pierde queda guardado. Cuando la dirección vuelva a funcionar, actívalo y se envía todo.
webhooks-test = Enviar una prueba
webhooks-test-sent = Una prueba está en camino. Es el primero de los envíos.
webhooks-rotate = Secreto nuevo
webhooks-rotate-title = ¿Dar un secreto nuevo a este webhook?
webhooks-overlap-description = Durante este tiempo los envíos se firman con los dos secretos.
webhooks-remove-description = Sus envíos se eliminan con él, también los que todavía no salieron.
webhooks-removed = { $url } se eliminó.
deliveries-title = Envíos
deliveries-description = Los más recientes primero. Lo terminado se guarda 30 días.
deliveries-empty = Todavía no hay envíos
deliveries-empty-description = Llegan con el próximo cambio de la cuenta, o con una prueba.
deliveries-test = Prueba
deliveries-state-PENDING = En espera
deliveries-state-DELIVERED = Entregado
deliveries-state-FAILED = Fallido
deliveries-created = Creado
deliveries-next = Próximo intento
deliveries-attempts = Intentos
deliveries-attempts-none = Ninguno todavía
deliveries-attempts-count =
    { $count ->
        [one] Un intento
       *[other] { $count } intentos
    }
deliveries-attempt-at = Cuándo
deliveries-attempt-status = Estado HTTP
deliveries-attempt-no-answer = Sin respuesta
deliveries-attempt-duration = Duración
deliveries-attempt-ms = { $duration } ms
deliveries-attempt-response = Respuesta
deliveries-redeliver = Enviar de nuevo
deliveries-redeliver-name = Enviar de nuevo: { $name }
deliveries-redelivered = El envío está otra vez en camino.
