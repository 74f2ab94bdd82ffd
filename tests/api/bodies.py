"""A body for every request that needs one: valid, and about the thing in a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.api.related import Place

BODIES: Final[Mapping[tuple[str, str], Callable[[Place], dict[str, Any]]]] = {
    ("POST", "/api/v1/tokens"): lambda _: {"label": "Thử", "actions": ["see_demand"], "days": 3},
}
"""Method and route → body."""
