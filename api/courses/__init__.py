"""Courses that institutes wrote, and the classes they hold."""
