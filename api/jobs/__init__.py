"""Long work that the worker carries out: listed, followed, cancelled, its files fetched."""
