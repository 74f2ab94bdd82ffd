"""Workbooks on their way into the store."""
