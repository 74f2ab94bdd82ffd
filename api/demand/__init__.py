"""Training demand in totals, never a person."""
