"""Surplus and shortage of posts, and proposed moves."""
