# The section Business hours.

business-hours-title = Business hours
business-hours-description = When the company works: time zone, week and holidays.
