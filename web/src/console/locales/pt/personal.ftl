# What those see who may not read the settings.

personal-title = Sua conta
personal-whom-to-ask = A configuração da conta é para administradores e operadores. Para alterar algo nela, fale com um deles na sua empresa.
personal-staff = A equipe da plataforma cria contas pela API e não pertence a nenhuma. Para alterar a configuração de uma conta, fale com um administrador ou operador dela.
pending-terms-title = Termos a aceitar
pending-terms-description = Leia cada documento antes de aceitá-lo.
pending-terms-version = Versão { $version }, publicada em { $day }
pending-terms-accept = Aceitar
pending-terms-accept-document = Aceitar: { $document }
pending-terms-accepted = Você aceitou: { $document }.
personal-refused-title = Não é para o seu papel
personal-refused = Esta tela é para outras pessoas da sua empresa. Para que algo seja feito aqui, fale com um administrador.
policy-title = O que vale para você
policy-description = O que os parâmetros da conta decidem para os tickets. Se mudarem, aparece aqui na hora.
policy-fields-title = Campos obrigatórios
policy-rules-title = Como os tickets funcionam aqui
policy-opening = Ao abrir um ticket
policy-attendance = Ao atender um ticket
policy-no-field = Nenhum campo é obrigatório.
policy-direct-link =
    { $state ->
        [yes] O link direto de um ticket o abre sem autenticação. Quem tiver o link pode ler o ticket.
       *[no] O link direto de um ticket pede que você se autentique.
    }
policy-approval-agents =
    { $state ->
        [yes] Um ticket precisa ser aprovado antes que você trabalhe nele.
       *[no] Você pode trabalhar em um ticket sem aprovação.
    }
policy-approval-customers =
    { $state ->
        [yes] Seus tickets precisam ser aprovados antes que o trabalho comece.
       *[no] O trabalho nos seus tickets começa sem aprovação.
    }
policy-survey-agents =
    { $state ->
        [yes] Uma pesquisa pergunta aos clientes o quanto estão satisfeitos com o atendimento.
       *[no] Nenhuma pesquisa pergunta aos clientes o quanto estão satisfeitos.
    }
policy-survey-customers =
    { $state ->
        [yes] Uma pesquisa pergunta o que você achou do atendimento.
       *[no] Nenhuma pesquisa pergunta o que você achou do atendimento.
    }
policy-chat-agents =
    { $state ->
        [yes] Os clientes podem conversar via chat, e as conversas viram tickets.
       *[no] Os clientes não podem conversar via chat.
    }
policy-chat-customers =
    { $state ->
        [yes] Você pode conversar via chat, e suas conversas viram tickets.
       *[no] Você não pode conversar via chat.
    }
policy-time-none = O tempo que você trabalha em um ticket não é registrado.
policy-time-START_AND_END = Você registra quando começou e quando terminou de trabalhar em um ticket.
policy-time-TOTAL_TIME = Você registra quanto tempo trabalhou no total em um ticket.
