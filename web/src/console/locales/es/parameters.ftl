# The section Parameters, around its tabs.

parameters-title = Parámetros
parameters-description = El entorno del sistema, los tickets y los módulos adicionales.
