"""Columns of a table into a value for every row: who, where, which position, which result."""
