"""Faces of the program: command line, and later JSON and pages. No decisions are made here."""
