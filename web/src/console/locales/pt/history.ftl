# The views of the history.

history-title = Histórico
history-description = Quem alterou o quê e quando. Os horários são os de { $timeZone }.
history-revision = Revisão { $number }
history-revision-title = Revisão { $number }: { $action }
history-unknown = Não há revisão com este número
history-system = O sistema
history-actor = { $name } ({ $standing })
history-new = Nova
history-more =
    { $count ->
        [one] Mais uma alteração
       *[other] Mais { $count } alterações
    }
history-older = Mostrar anteriores
history-shown =
    { $total ->
        [one] Uma revisão
       *[other] { $count } de { $total } revisões
    }
history-empty = Não há revisões aqui
history-empty-description = Nenhuma alteração da conta corresponde a esta seleção.
history-filters =
    { $count ->
        [0] Filtros
       *[other] Filtros ({ $count })
    }
history-filters-clear = Limpar filtros
history-filter-section = Seção
history-filter-section-all = Todas as seções
history-filter-who = Quem
history-filter-who-all = Todos
history-filter-action = Ação
history-filter-action-all = Todas as ações
history-filter-from = De
history-filter-to = Até
history-filter-order = Este dia é anterior ao primeiro.
history-ways = Outras revisões
history-all = Todas as revisões
history-previous = Revisão anterior
history-next = Próxima revisão
history-same-actor = Todas de { $name }
history-latest = Esta é a configuração atual.
history-changes-title = O que mudou
history-no-changes = Nenhum valor que possa ser mostrado mudou.
history-page-title = A página como estava
history-page-description =
    { $count ->
        [0] Nada está diferente agora.
        [one] Um valor está diferente agora e está marcado.
       *[other] { $count } valores estão diferentes agora e estão marcados.
    }
history-page-only-different = Só o que está diferente agora
history-page-nothing = Não havia nada aqui.
history-page-different = Diferente agora
history-page-removed =
    { $element ->
        [activities] Removida desde então
        [apiKeys] Removida desde então
       *[other] Removido desde então
    }
history-page-added =
    { $element ->
        [activities] Adicionada desde então
        [apiKeys] Adicionada desde então
       *[other] Adicionado desde então
    }
history-page-now = Agora: { $value }
history-page-now-of = Agora, { $field }: { $value }
history-now = Agora
history-compare = Comparar
history-compare-now = Comparar com agora
history-compare-title = Comparar revisões
history-compare-description = O que difere na configuração entre uma revisão e outra, ou agora.
history-compare-from = Revisão
history-compare-until = Comparar com
history-compare-other = Outra revisão
history-compare-to = A outra revisão
history-compare-hint = A última é a { $latest }.
history-compare-wrong = Digite um número inteiro de 1 a { $latest }.
history-compare-choose = Escolha duas revisões
history-compare-field = Campo
history-compare-found = O que difere entre { $before } e { $after }:
history-compare-side = a revisão { $number }
history-compare-side-now = a configuração de agora
history-compare-same = As duas são iguais
history-compare-same-description = Nenhum valor da configuração difere entre elas.
restore = Restaurar…
restore-title = Restaurar a revisão { $number }?
restore-preview = O histórico dirá então:
restore-nothing = Nada mudaria: a configuração já é esta.
restore-confirm = Restaurar
restore-overtaken = Enquanto isso, alguém alterou a conta. Isto é o que a restauração faria agora.
restore-taken = O endereço de um portal pertence a uma só conta, e desde então outra ficou com este. Nada foi restaurado. Você pode definir os demais valores à mão, ou pedir à equipe da plataforma que libere o endereço.
restore-done = A revisão { $number } foi restaurada como revisão { $revision }.
restore-forbidden = Para restaurar é preciso a permissão de cada seção que mudaria, e você não tem todas. Nada foi restaurado.
history-compare-unknown = Uma destas revisões não existe
