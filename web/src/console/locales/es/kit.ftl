# Words that controls everywhere use.

field-required = Obligatorio
cancel = Cancelar
close = Cerrar
remove = Eliminar
reload = Recargar
try-again = Intentar de nuevo
loading = Cargando…
problem-network = El servidor no respondió. Revisa tu conexión; nada de lo que escribiste se perdió.
problem-too-large = El servidor, o un proxy delante de él, no acepta tanto a la vez.
problem-view = No se pudo mostrar esta página. Recárgala.
problem-unknown = El servidor no dijo qué pasó. Intenta de nuevo.
list-edit = Editar { $name }
list-remove = Eliminar { $name }
opens-new-tab = se abre en otra pestaña
combo-box-empty = Nada coincide
