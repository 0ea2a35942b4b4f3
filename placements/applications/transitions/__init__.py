"""Everything that happens to an application, by who acts: the trainee, the host, the office, the calendar."""
