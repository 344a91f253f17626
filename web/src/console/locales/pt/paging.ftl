# Pages of lists, and days.

date-clear = Tirar a data
