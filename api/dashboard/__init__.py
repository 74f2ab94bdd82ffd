"""The overview of a province or commune: review, staffing, training, with a way into each number."""
