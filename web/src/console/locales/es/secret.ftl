# What is copied, and secrets that are shown once.

copy = Copiar
copied = Copiado.
copy-failed = El navegador no permitió copiar. El texto está seleccionado: cópialo con el teclado o el menú.
secret-once = Cópialo ahora y guárdalo en un lugar seguro: no se vuelve a mostrar.
secret-done = Listo
secret-close-title = ¿Cerrar sin copiar el secreto?
secret-close-description = No se copió y no se vuelve a mostrar. Sin él vas a necesitar uno nuevo.
secret-close-confirm = Cerrar sin copiar
secret-close-stay = Volver al secreto
