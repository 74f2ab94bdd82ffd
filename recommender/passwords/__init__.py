"""Passwords: hashed with argon2, and refused when they are easy to guess."""

from recommender.passwords.hashing import hash_password, is_outdated, verify_password
from recommender.passwords.strength import refuse_weak

__all__ = ["hash_password", "is_outdated", "refuse_weak", "verify_password"]
