# The tab Environment.

environment-title = Ambiente
environment-language-description = O portal e o que o sistema escreve aos clientes ficam neste idioma. O console o segue enquanto você não escolher outro para si no alto da página.
environment-portal-description = Identifica o seu portal de atendimento: quem chega pelo host dele está com a sua empresa. Nenhuma outra conta pode ter o mesmo host.
environment-access-title = Acesso e segurança
environment-access-description = Quem pode abrir um ticket pelo link direto do sistema sem autenticação.
environment-access-customers-description = Ligado: quem tiver o link que os clientes recebem abre o ticket sem autenticação. Desligado: o sistema exige autenticação.
environment-access-agents-description = Ligado: quem tiver o link que os agentes recebem abre o ticket sem autenticação. Desligado: o sistema exige autenticação.
environment-api-title = API
environment-api-description = Com uma chave de acesso à API você faz integrações e configurações avançadas.
environment-api-live =
    { $count ->
        [0] Nenhuma chave está ativa.
        [one] Uma chave está ativa.
       *[other] { $count } chaves estão ativas.
    }
environment-api-manage = Chaves de acesso à API
