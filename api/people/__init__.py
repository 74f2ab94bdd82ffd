"""People with their evidence and results."""
