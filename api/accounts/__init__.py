"""Pages of one's own account: signing in, the second step, activation, sessions, password."""
