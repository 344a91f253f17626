# Pages of lists, and days.

date-clear = Quitar la fecha
