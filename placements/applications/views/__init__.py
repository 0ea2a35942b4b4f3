"""Pages about applications, by who acts: the trainee, the host, whoever brings a host; and the page all share."""
