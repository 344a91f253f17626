# The section Activities.

activities-title = Activities
activities-description = What agents book their time on.
activities-inactive = Inactive
activities-unused = No access profile suggests it
activities-used =
    { $count ->
        [one] Suggested by the access profile { $profiles }
       *[other] Suggested by the access profiles { $profiles }
    }
activities-empty = There are no activities yet
activities-empty-description = Add what agents work on, such as visits or training.
activities-add = Add activity
activities-edit = Edit activity
activities-active-description = Only active ones are suggested when time is recorded.
activities-in-use =
    { $count ->
        [one] The access profile { $profiles } names it: choose another activity there first.
       *[other] The access profiles { $profiles } name it: choose another activity there first.
    }
