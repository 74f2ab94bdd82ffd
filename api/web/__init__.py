"""What every subject of the server shares: who is asking, what is refused and how it is said."""
