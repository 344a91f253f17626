# The tab Environment.

environment-title = Environment
