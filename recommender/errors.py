"""The error tree of the program: expected refusals with a code, a message in both languages and a hint.

NangLucError
├── InputError        the data given cannot be used at all (exit code 3)
├── UsageError        the command was asked for something impossible (exit code 2)
├── SettingError      a setting is out of its bounds (exit code 2)
└── ContractError     a frame broke its declared shape: a bug of ours (exit code 1)
"""

from __future__ import annotations


class NangLucError(Exception):
    """Root of every refusal that the program itself raises."""

    code = "failure"
    exit_code = 1

    def __init__(self, message_vi: str, message_en: str, *, hint_vi: str = "", hint_en: str = "") -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en
        self.hint_vi = hint_vi
        self.hint_en = hint_en

    def text(self, language: str) -> str:
        """Message and hint in the language `vi` or `en`."""
        message, hint = (self.message_vi, self.hint_vi) if language == "vi" else (self.message_en, self.hint_en)
        return f"{message} {hint}".strip()


class InputError(NangLucError):
    """A file that cannot be read at all, or data without a single usable row."""

    code = "input"
    exit_code = 3


class UsageError(NangLucError):
    """A request that cannot be carried out as stated."""

    code = "usage"
    exit_code = 2


class SettingError(NangLucError):
    """A setting out of its bounds."""

    code = "setting"
    exit_code = 2


class ContractError(NangLucError):
    """A frame that does not have its declared columns: a bug."""

    code = "contract"
    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(f"Lỗi chương trình: {message}", message)
