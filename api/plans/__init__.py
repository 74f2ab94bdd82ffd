"""Training plans of people and how far they are."""
