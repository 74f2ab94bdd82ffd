"""Refusal: why one file was not read, as a problem code and the words to fill into its message."""

from __future__ import annotations


class FileRefused(Exception):  # noqa: N818 - it ends as a problem, not as an error
    """A file that is not read; it becomes one problem of severity error and the other files go on."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
