# The tab Additional modules.

additional-modules-title = Additional modules
