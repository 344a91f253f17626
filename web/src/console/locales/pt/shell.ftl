# What surrounds every view.

product = Cuenta
document-title = { $view } – Cuenta
skip-link = Ir para o conteúdo
nav-label = Áreas
nav-settings = Configurações
nav-history = Histórico
nav-api-keys = Chaves de API
nav-webhooks = Webhooks
nav-terms = Registros de aceite
language-menu = Idioma: { $language }
theme-menu = Aparência: { $theme }
theme-system = Como o sistema
theme-light = Clara
theme-dark = Escura
person-menu = Conectado como { $name }
sign-out = Sair
sections-label = Seções da página
settings-title = Configurações da Conta
settings-description = Aqui você encontra informações importantes sobre a sua empresa, opções para personalizar os parâmetros do sistema e políticas de privacidade para o cumprimento da Lei Geral de Proteção de Dados (LGPD). Disponível somente para operadores e administradores.
warnings-title =
    { $count ->
        [one] Um aviso
       *[other] { $count } avisos
    }
live-changed = { $name } alterou a conta (revisão { $revision }).
leave-title = Sair sem salvar?
leave-description = O que você digitou e não salvou será perdido.
leave-confirm = Sair sem salvar
leave-stay = Continuar editando
not-found-title = Página não encontrada
not-found-description = Não há nada neste endereço.
not-found-home = Ir para a página inicial
