# Pages of lists, and days.

pager-label = Pages: { $list }
pager-first = Newest
pager-previous = Previous
pager-next = Next
refresh = Refresh
date-clear = Clear the date
