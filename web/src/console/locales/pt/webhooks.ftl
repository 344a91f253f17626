# The views of webhooks.

webhooks-title = Webhooks
webhooks-description = Endereços que recebem cada alteração da conta.
webhooks-empty = Ainda não há webhooks
webhooks-empty-description = Adicione um endereço dos seus sistemas, e cada alteração da conta é entregue lá.
webhooks-endpoint = Webhook
webhooks-all = Todos os webhooks
webhooks-unknown = Não há webhook neste endereço
webhooks-created = Criado
webhooks-rotated = Novo segredo
webhooks-add = Adicionar webhook
webhooks-edit = Editar webhook
webhooks-edit-short = Editar
webhooks-url-description = Um endereço https na Internet. Ele recebe as alterações feitas depois de adicionado.
webhooks-description-description = Para que serve.
webhooks-scope = Quais alterações são entregues
webhooks-scope-all = Todas as alterações
webhooks-scope-all-description = Também as de tipos que venham depois.
webhooks-scope-chosen = As escolhidas
webhooks-actions-description = Várias alterações salvas juntas são entregues como uma só: escolha também “{ webhooks-actions-whole }”.
webhooks-actions-missing = Escolha pelo menos uma alteração.
webhooks-actions-whole = Várias seções de uma vez
webhooks-secret = Segredo de assinatura
webhooks-secret-title = O segredo de assinatura de { $url }
webhooks-verify-title = Como se verifica uma entrega
webhooks-verify = Cada entrega é assinada com o segredo: confira o cabeçalho webhook-signature com webhook-id, webhook-timestamp e o corpo, com uma biblioteca de Standard Webhooks que recebe o segredo como ele é.
webhooks-verify-more = As bibliotecas e a própria regra:
webhooks-enable = Ativar
webhooks-enabled = O webhook está ativado. O que ele perdeu é entregue agora.
webhooks-disable = Desativar
webhooks-disabled = O webhook está desativado. O que ele perder fica guardado.
webhooks-disabled-explained = Este webhook está desativado. O que ele perde fica guardado, e é entregue quando for ativado.
webhooks-failed-explained = Este webhook foi desativado porque nada chegou durante três dias, ou porque o endereço respondeu 410 (não existe mais). O que ele perde fica guardado. Quando o endereço voltar a funcionar, ative-o e tudo é entregue.
webhooks-test = Enviar um teste
webhooks-test-sent = Um teste está a caminho. É a primeira das entregas.
webhooks-rotate = Novo segredo
webhooks-rotate-title = Dar um segredo novo a este webhook?
webhooks-overlap-description = Durante esse tempo as entregas são assinadas com os dois segredos.
webhooks-remove-description = As entregas são removidas com ele, também as que ainda não saíram.
webhooks-removed = { $url } foi removido.
deliveries-title = Entregas
deliveries-description = As mais recentes primeiro. O que terminou fica guardado por 30 dias.
deliveries-empty = Ainda não há entregas
deliveries-empty-description = Elas vêm com a próxima alteração da conta, ou com um teste.
deliveries-test = Teste
deliveries-state-PENDING = Em espera
deliveries-state-DELIVERED = Entregue
deliveries-state-FAILED = Falhou
deliveries-created = Criada
deliveries-next = Próxima tentativa
deliveries-attempts = Tentativas
deliveries-attempts-none = Nenhuma ainda
deliveries-attempts-count =
    { $count ->
        [one] Uma tentativa
       *[other] { $count } tentativas
    }
deliveries-attempt-at = Quando
deliveries-attempt-status = Status HTTP
deliveries-attempt-no-answer = Sem resposta
deliveries-attempt-duration = Duração
deliveries-attempt-ms = { $duration } ms
deliveries-attempt-response = Resposta
deliveries-redeliver = Enviar de novo
deliveries-redeliver-name = Enviar de novo: { $name }
deliveries-redelivered = A entrega está a caminho de novo.
