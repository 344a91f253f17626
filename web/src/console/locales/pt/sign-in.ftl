# Signing in.

sign-in = Entrar
sign-in-title = Entrar
sign-in-demo-description = Esta é uma demonstração. Escolha com que papel quer vê-la.
sign-in-provider-description = Entre com a conta da sua empresa.
sign-in-token-description = Entre com um token de acesso.
sign-in-ended = Sua sessão terminou. Entre novamente para continuar.
sign-in-provider = Continuar no provedor de identidade
sign-in-provider-failed = Não foi possível entrar pelo provedor de identidade. Tente novamente.
sign-in-token = Token de acesso
sign-in-token-note = Fica apenas nesta aba, até que ela seja fechada.
sign-in-token-missing = Cole um token.
role-description-ADMIN = Altera toda a configuração, as chaves e os webhooks.
role-description-OPERATOR = Altera a configuração e lê o histórico.
role-description-AGENT = Atende tickets; vê o que os parâmetros decidem.
role-description-CUSTOMER = Abre tickets; vê o que os parâmetros decidem.
role-description-PLATFORM = Cria contas; não pertence a nenhuma.
