# The views of the history.

history-title = Histórico
history-description = Quem alterou o quê e quando.
history-revision = Revisão { $number }
history-unknown = Não há revisão com este número
history-compare-title = Comparar revisões
history-compare-same = As duas são iguais
