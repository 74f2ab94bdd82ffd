"""One's own account, data, result and plan."""
