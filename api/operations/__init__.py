"""How the server itself is doing, and the description of its JSON API."""
