"""Pages about the program itself: home, data notice, method, preferences."""
