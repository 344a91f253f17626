# The section Activities and access profiles.

activities-title = Activities and access profiles
activities-description = What time is booked on, and what is suggested to the agents of each profile.
activities-list = Activities
activities-active = Active
activities-inactive = Inactive
activities-empty = There are no activities yet
access-profiles-list = Access profiles
access-profiles-empty = There are no access profiles yet
access-profiles-no-activity = no activity
