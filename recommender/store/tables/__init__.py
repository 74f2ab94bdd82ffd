"""The tables, one module per family."""
