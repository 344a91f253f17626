# The section Activities.

activities-title = Atividades
activities-description = Em que os agentes apontam as suas horas.
activities-inactive = Inativa
activities-unused = Nenhum perfil de acesso a sugere
activities-used =
    { $count ->
        [one] Sugerida pelo perfil de acesso { $profiles }
       *[other] Sugerida pelos perfis de acesso { $profiles }
    }
activities-empty = Ainda não há atividades
activities-empty-description = Adicione aquilo em que os agentes trabalham, como visitas ou treinamentos.
activities-add = Adicionar atividade
activities-edit = Editar atividade
activities-active-description = Ao apontar horas, só as ativas são sugeridas.
activities-in-use =
    { $count ->
        [one] O perfil de acesso { $profiles } a usa: escolha outra atividade nele antes.
       *[other] Os perfis de acesso { $profiles } a usam: escolha outra atividade neles antes.
    }
