# Pages of lists, and days.

pager-label = Páginas: { $list }
pager-first = Más recientes
pager-previous = Anterior
pager-next = Siguiente
refresh = Actualizar
date-clear = Quitar la fecha
