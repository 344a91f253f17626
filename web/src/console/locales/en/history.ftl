# The views of the history.

history-title = History
history-description = Who changed what, and when. Times are those of { $timeZone }.
history-revision = Revision { $number }
history-revision-title = Revision { $number }: { $action }
history-unknown = There is no revision with this number
history-system = The system
history-actor = { $name } ({ $standing })
history-new = New
history-more =
    { $count ->
        [one] One more change
       *[other] { $count } more changes
    }
history-older = Show older ones
history-shown =
    { $total ->
        [one] One revision
       *[other] { $count } of { $total } revisions
    }
history-empty = No revisions here
history-empty-description = No change of the account fits this choice.
history-filters =
    { $count ->
        [0] Filters
       *[other] Filters ({ $count })
    }
history-filters-clear = Clear filters
history-filter-section = Section
history-filter-section-all = All sections
history-filter-who = Who
history-filter-who-all = Everybody
history-filter-action = Action
history-filter-action-all = All actions
history-filter-from = From
history-filter-to = To
history-filter-order = This day is before the first one.
history-ways = Other revisions
history-all = All revisions
history-previous = Previous revision
history-next = Next revision
history-same-actor = All by { $name }
history-latest = These are the settings of now.
history-changes-title = What changed
history-no-changes = No value that can be shown changed.
history-page-title = The page as it stood
history-page-description =
    { $count ->
        [0] Nothing is different now.
        [one] One value is different now, and marked.
       *[other] { $count } values are different now, and marked.
    }
history-page-only-different = Only what is different now
history-page-nothing = There was nothing here.
history-page-different = Different now
history-page-removed =
    { $element ->
       *[other] Removed since
    }
history-page-added =
    { $element ->
       *[other] Added since
    }
history-page-now = Now: { $value }
history-page-now-of = Now, { $field }: { $value }
history-now = Now
history-compare = Compare
history-compare-now = Compare with now
history-compare-title = Compare revisions
history-compare-description = What differs in the settings between one revision and another, or now.
history-compare-from = Revision
history-compare-until = Compare with
history-compare-other = Another revision
history-compare-to = Other revision
history-compare-hint = The latest is { $latest }.
history-compare-wrong = Give a whole number from 1 to { $latest }.
history-compare-choose = Choose two revisions
history-compare-field = Field
history-compare-found = What differs between { $before } and { $after }:
history-compare-side = revision { $number }
history-compare-side-now = the settings of now
history-compare-same = The two are the same
history-compare-same-description = None of the settings differs between them.
restore = Restore…
restore-title = Restore revision { $number }?
restore-preview = The history will then say:
restore-nothing = Nothing would change: the settings are these already.
restore-confirm = Restore
restore-overtaken = Somebody changed the account meanwhile. This is what restoring would do now.
restore-taken = A portal’s host belongs to one account only, and another one has taken this one since. Nothing was restored. You can set the other values by hand, or ask the platform’s staff to release the host.
restore-done = Revision { $number } was restored as revision { $revision }.
restore-forbidden = Restoring needs the permission for every section that would change, and you do not have all of them. Nothing was restored.
history-compare-unknown = One of these revisions does not exist
