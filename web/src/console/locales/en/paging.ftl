# Pages of lists, and days.

date-clear = Clear the date
