# The tab Environment.

environment-title = Ambiente
environment-language-description = O idioma que a sua central de atendimento usa. O console o segue enquanto você não escolher outro para si no alto da página.
environment-portal-description = O endereço principal do seu site. O domínio dele identifica o seu portal de atendimento; por isso nenhuma outra conta pode ter o mesmo.
environment-access-title = Acesso e segurança
environment-access-description = Quem pode abrir um ticket pelo link direto do sistema sem autenticação.
environment-access-customers-description = Ativado: os clientes abrem um ticket pelo link dele sem autenticação, e também qualquer outra pessoa que tenha o link. Desativado: o sistema exige autenticação.
environment-access-agents-description = Ativado: os agentes abrem um ticket pelo link dele sem autenticação, e também qualquer outra pessoa que tenha o link. Desativado: o sistema exige autenticação.
environment-api-title = API
environment-api-description = Com uma chave de acesso à API você faz integrações e configurações avançadas.
environment-api-live =
    { $count ->
        [0] Nenhuma chave está ativa.
        [one] Uma chave está ativa.
       *[other] { $count } chaves estão ativas.
    }
environment-api-manage = Chaves de acesso à API
