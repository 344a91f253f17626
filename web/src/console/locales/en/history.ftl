# The views of the history.

history-title = History
history-description = Who changed what, and when.
history-revision = Revision { $number }
history-unknown = There is no revision with this number
history-compare-title = Compare revisions
history-compare-same = The two are the same
