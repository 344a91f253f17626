# Pages of lists, and days.

pager-label = Páginas: { $list }
pager-first = Mais recentes
pager-previous = Anterior
pager-next = Próxima
refresh = Atualizar
date-clear = Tirar a data
