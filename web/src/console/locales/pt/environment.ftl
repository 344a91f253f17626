# The tab Environment.

environment-title = Ambiente
