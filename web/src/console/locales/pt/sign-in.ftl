# Signing in.

sign-in = Entrar
sign-in-title = Entrar
sign-in-demo-description = Esta é uma demonstração. Escolha com que papel quer vê-la.
sign-in-provider-description = Entre com a conta da sua empresa.
sign-in-token-description = Entre com um token de acesso.
sign-in-ended = Sua sessão terminou. Entre novamente para continuar.
sign-in-provider = Continuar no provedor de identidade
sign-in-failed-broken = Não foi possível entrar pelo provedor de identidade. Tente novamente.
sign-in-token = Token de acesso
sign-in-token-note = Fica apenas nesta aba, até que ela seja fechada.
sign-in-token-missing = Cole um token.
sign-in-failed-refused = O provedor de identidade recusou a entrada: { $reason }
sign-in-failed-foreign = Esta resposta não pertence a nenhuma entrada iniciada nesta aba. Entre novamente.
sign-in-token-malformed = Um token não tem espaços nem acentos: copie-o inteiro, e nada mais.
sign-in-again-title = Entre novamente
sign-in-again-description = O que você digitou continua na página e não se perde. Se outra pessoa entrar, perde-se.
sign-in-window-waiting = Entre na janela que se abriu. Depois esta página continua sozinha.
sign-in-window-failed = A janela não se abriu, ou não foi possível entrar nela. Permita janelas desta página e tente novamente.
sign-in-window-done = Você entrou. Feche esta janela e continue na outra.
role-description-ADMIN = Altera toda a configuração, as chaves e os webhooks.
role-description-OPERATOR = Altera a configuração e lê o histórico.
role-description-AGENT = Atende tickets; vê o que os parâmetros decidem.
role-description-CUSTOMER = Abre tickets; vê o que os parâmetros decidem.
role-description-PLATFORM = Cria contas; não pertence a nenhuma.
