# The tab Additional modules.

additional-modules-title = Módulos adicionais
