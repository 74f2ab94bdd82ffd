"""What pages look like: words and numbers in the reader's language, figures, forms, tables and static files."""
