"""Runs: the reviews that were made, and what one of them found by unit and field."""
