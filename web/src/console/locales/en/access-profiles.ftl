# The section Access profiles.

access-profiles-title = Access profiles
access-profiles-description = The activity for time tracking that is suggested to the agents of each profile.
access-profiles-activity = suggests { $name }
access-profiles-activity-inactive = names { $name }, which is inactive
access-profiles-no-activity = suggests no activity
access-profiles-empty = There are no access profiles yet
access-profiles-empty-description = Add one to suggest an activity to its agents.
access-profiles-add = Add access profile
access-profiles-edit = Edit access profile
access-profiles-none = None
access-profiles-option-inactive = { $name } (inactive)
access-profiles-activity-choose = Choose an activity
access-profiles-activity-description = It is suggested to agents of this profile where the parameters of time tracking say so.
