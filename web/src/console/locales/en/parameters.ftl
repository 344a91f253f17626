# The section Parameters, around its tabs.

parameters-title = Parameters
parameters-description = The system’s environment, tickets and additional modules.
