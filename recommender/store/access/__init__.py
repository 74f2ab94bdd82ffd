"""Who may come in: accounts, sessions, tokens, links, second steps and attempts to guess them."""
