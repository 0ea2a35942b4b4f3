"""What people fill in about applications, by who fills it in. Forms validate; the views call the verbs."""
