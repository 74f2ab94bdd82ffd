"""Types of what callers may send: ids, short lines, long texts, page sizes; control characters are refused.

Texts are kept composed (NFC), without blanks at the ends, and with single line feeds between lines.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Final

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

LINE_BREAKS: Final = frozenset("\n\r\t")
MOST_ROWS: Final = 200


def _one_line(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise PydanticCustomError("no_control", "Control characters are not taken.")
    return unicodedata.normalize("NFC", text)


def _many_lines(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" and letter not in LINE_BREAKS for letter in text):
        raise PydanticCustomError("no_control", "Control characters are not taken.")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


CONTROL: Final = r"\x00-\x1f\x7f-\x9f"
ONE_LINE: Final = {"pattern": f"^[^{CONTROL}]*$"}
SOME_LINE: Final = {"pattern": f"^[^{CONTROL}]*[^{CONTROL}\\s][^{CONTROL}]*$"}
ANY_TEXT: Final = {"pattern": r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"}
SOME_TEXT: Final = ANY_TEXT | {"minLength": 1}
"""What the checks below mean, for the description of the API."""


def told_line(least: int) -> dict[str, Any]:
    """For the description: a line of at least so many letters, blanks at its ends not counted."""
    return {"minLength": least, "pattern": _counted(CONTROL, least)}


def told_text(least: int) -> dict[str, Any]:
    """For the description: a text of at least so many letters, blanks at its ends not counted."""
    return {"minLength": least, "pattern": _counted(r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f", least)}


def _counted(refused: str, least: int) -> str:
    return f"^[^{refused}]*[^{refused}\\s][^{refused}]{{{least - 2},}}[^{refused}\\s][^{refused}]*$"


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_one_line),
    Field(json_schema_extra=SOME_LINE),
]
LongText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000),
    AfterValidator(_many_lines),
    Field(json_schema_extra=SOME_TEXT),
]
FreeText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=10_000),
    AfterValidator(_many_lines),
    Field(json_schema_extra=ANY_TEXT),
]
"""What may be left out."""
Year = Annotated[int, Query(ge=0, le=2100)]
"""Of a page's address; 0 for the year that is on."""
Search = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=100),
    AfterValidator(_one_line),
    Field(json_schema_extra=ONE_LINE),
]
IdText = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[0-9A-Za-z._:@-]+$")]
PathId = Annotated[str, Path(min_length=1, max_length=80, pattern=r"^[0-9A-Za-z._:@-]+$")]


class Strict(BaseModel):
    """What callers send: only declared fields."""

    model_config = ConfigDict(extra="forbid")


class Paged(Strict):
    """Query of a list: where it goes on and how many rows at once."""

    cursor: str | None = Field(default=None, max_length=2000, description="`next_cursor` of the page before")
    limit: int = Field(default=50, ge=1, le=MOST_ROWS)


class NoQuery(Strict):
    """Query of an address that takes no parameter; any is refused."""


Plain = Annotated[NoQuery, Query()]
