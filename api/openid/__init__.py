"""Signing in at an OpenID provider of the office: discovery, keys, the round trip and the checks of its token."""
