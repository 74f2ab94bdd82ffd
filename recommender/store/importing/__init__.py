"""Imports: what files say staged, compared, applied, taken back."""
