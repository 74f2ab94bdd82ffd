"""Positions of the catalogue, and those that an office takes over from its job descriptions, on pages."""
