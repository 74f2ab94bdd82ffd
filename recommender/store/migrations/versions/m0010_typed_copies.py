"""Typed copies of the tables of people: what an import says and what stood before, in place of JSON."""

from __future__ import annotations

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Take the step."""
