"""Commands of `nangluc`, one module a subject; each imports only its own workflow when it runs."""
