# The views of the history.

history-title = Historial
history-description = Quién cambió qué y cuándo.
history-revision = Revisión { $number }
history-unknown = No hay una revisión con este número
history-compare-title = Comparar revisiones
history-compare-same = Las dos son iguales
