# The tab Additional modules.

additional-modules-title = Additional modules
additional-modules-survey = Turn it on to get feedback from customers on how the team performs.
additional-modules-time-tracking = Tracks the time that agents work on tickets.
additional-modules-approval = Sets up approvals: tickets need an authorisation before the work on them begins.
additional-modules-chat = Lets customers talk by chat, and turns conversations into tickets automatically.
additional-modules-entry-type = Records the start and end time of the activity, or the total time only.
additional-modules-profile-tip = Tip: to set up an access profile, go to the access profiles and choose its “Activity for time tracking”.
additional-modules-profile-link = Go to the access profiles
additional-modules-period-AUTOMATIC = The system works out by the business hours whether a period is normal or overtime.
additional-modules-period-BY_AGENT = The agent says which it is.
additional-modules-kept = While time tracking is off its parameters have no effect. They hold: entry type “{ $entryType }”, suggested activity “{ $activitySuggestion }”, period type “{ $periodTypeDefinition }”.
additional-modules-unfold = Show the parameters
additional-modules-fold = Hide the parameters
additional-modules-time-tracking-values = { $enabled }; { $entryType }; { $activitySuggestion }; { $periodTypeDefinition }
