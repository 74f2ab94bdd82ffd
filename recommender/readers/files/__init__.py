"""A file into clean sheets: its kind found, parsed by a child process within limits, its letters cleaned."""
