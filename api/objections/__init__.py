"""Objections of the people concerned, and their answers."""
