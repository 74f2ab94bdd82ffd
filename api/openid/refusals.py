"""Why a sign-in at the provider came to nothing: for the log a word, for the person a page."""

from __future__ import annotations


class ProviderRefused(Exception):  # noqa: N818 - named for what it says
    """What the provider or the browser sent cannot be believed. `reason` goes to the log and holds no data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ProviderAway(Exception):  # noqa: N818 - named for what it says
    """The provider cannot be reached, or does not answer as one. `reason` goes to the log and holds no data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
