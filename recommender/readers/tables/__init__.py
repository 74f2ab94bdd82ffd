"""A sheet into a table: its heading found, what each column means, which rows are data."""
