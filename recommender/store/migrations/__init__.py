"""Numbered steps that bring a database to the tables of this program, forward only; see `recommender.store.migrate`."""
