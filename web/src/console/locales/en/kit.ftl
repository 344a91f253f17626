# Words that controls everywhere use.

field-required = Required
cancel = Cancel
close = Close
remove = Remove
reload = Reload
try-again = Try again
loading = Loading…
problem-network = The server did not answer. Check your connection; nothing that you typed is lost.
problem-too-large = The server, or a proxy before it, does not take this much at once.
problem-view = This page could not be shown. Reload it.
problem-unknown = The server did not say what happened. Try again.
list-edit = Edit { $name }
list-remove = Remove { $name }
opens-new-tab = opens in a new tab
combo-box-empty = Nothing matches
