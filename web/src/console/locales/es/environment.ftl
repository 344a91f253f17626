# The tab Environment.

environment-title = Entorno
