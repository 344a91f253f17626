# The section Parameters, around its tabs.

parameters-title = Parâmetros
parameters-description = O ambiente do sistema, os tickets e os módulos adicionais.
