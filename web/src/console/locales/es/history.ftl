# The views of the history.

history-title = Historial
history-description = Quién cambió qué y cuándo. Las horas son las de { $timeZone }.
history-revision = Revisión { $number }
history-revision-title = Revisión { $number }: { $action }
history-unknown = No hay una revisión con este número
history-system = El sistema
history-actor = { $name } ({ $standing })
history-new = Nueva
history-more =
    { $count ->
        [one] Un cambio más
       *[other] { $count } cambios más
    }
history-older = Mostrar anteriores
history-shown =
    { $total ->
        [one] Una revisión
       *[other] { $count } de { $total } revisiones
    }
history-empty = No hay revisiones aquí
history-empty-description = Ningún cambio de la cuenta corresponde a esta selección.
history-filters =
    { $count ->
        [0] Filtros
       *[other] Filtros ({ $count })
    }
history-filters-clear = Quitar filtros
history-filter-section = Sección
history-filter-section-all = Todas las secciones
history-filter-who = Quién
history-filter-who-all = Todos
history-filter-action = Acción
history-filter-action-all = Todas las acciones
history-filter-from = Desde
history-filter-to = Hasta
history-filter-order = Este día es anterior al primero.
history-ways = Otras revisiones
history-all = Todas las revisiones
history-previous = Revisión anterior
history-next = Revisión siguiente
history-same-actor = Todas las de { $name }
history-latest = Es la configuración actual.
history-changes-title = Qué cambió
history-no-changes = No cambió ningún valor que se pueda mostrar.
history-page-title = La página como estaba
history-page-description =
    { $count ->
        [0] Ahora nada es diferente.
        [one] Un valor es diferente ahora y está marcado.
       *[other] { $count } valores son diferentes ahora y están marcados.
    }
history-page-only-different = Solo lo que es diferente ahora
history-page-nothing = Aquí no había nada.
history-page-different = Diferente ahora
history-page-removed =
    { $element ->
        [addresses] Eliminada desde entonces
        [activities] Eliminada desde entonces
        [apiKeys] Eliminada desde entonces
       *[other] Eliminado desde entonces
    }
history-page-added =
    { $element ->
        [addresses] Agregada desde entonces
        [activities] Agregada desde entonces
        [apiKeys] Agregada desde entonces
       *[other] Agregado desde entonces
    }
history-page-now = Ahora: { $value }
history-page-now-of = Ahora, { $field }: { $value }
history-now = Ahora
history-compare = Comparar
history-compare-now = Comparar con ahora
history-compare-title = Comparar revisiones
history-compare-description = Lo que difiere en la configuración entre una revisión y otra, o ahora.
history-compare-from = Revisión
history-compare-until = Comparar con
history-compare-other = Otra revisión
history-compare-to = La otra revisión
history-compare-hint = La última es la { $latest }.
history-compare-wrong = Escribe un número entero de 1 a { $latest }.
history-compare-choose = Elige dos revisiones
history-compare-field = Campo
history-compare-found = Lo que difiere entre { $before } y { $after }:
history-compare-side = la revisión { $number }
history-compare-side-now = la configuración de ahora
history-compare-same = Las dos son iguales
history-compare-same-description = Ningún valor de la configuración difiere entre ellas.
restore = Restaurar…
restore-title = ¿Restaurar la revisión { $number }?
restore-preview = El historial dirá entonces:
restore-nothing = No cambiaría nada: la configuración ya es esta.
restore-confirm = Restaurar
restore-overtaken = Mientras tanto alguien cambió la cuenta. Esto es lo que haría ahora la restauración.
restore-taken = La dirección de un portal pertenece a una sola cuenta, y desde entonces otra tomó esta. No se restauró nada. Puedes poner los demás valores a mano, o pedir al personal de la plataforma que libere la dirección.
restore-done = La revisión { $number } se restauró como revisión { $revision }.
restore-forbidden = Para restaurar se necesita el permiso de cada sección que cambiaría, y no los tienes todos. No se restauró nada.
history-compare-unknown = Una de estas revisiones no existe
