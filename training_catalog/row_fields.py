"""Typed values from one raw row; what is missing, unknown or malformed becomes a problem instead of an exception."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from training_catalog.course_span import CourseSpan, read_span
from training_catalog.problem_texts import ERROR, catalogue_problem, suggestion
from training_catalog.rows import FALSE_WORDS, TRUE_WORDS, Block, Raw, RawRow, RowKeys
from training_catalog.types import MAX_LEVEL, MIN_LEVEL, CatalogueProblem, LevelRange, Origin, Trust

Choice = TypeVar("Choice", bound=StrEnum)
_LEVEL = re.compile(r"\s*([0-9]+)\s*(?:[-–]\s*([0-9]+)\s*)?")
_SHOWN = 60


class RowFields:
    """Reads the keys of one block. `is_good` turns false once something needed could not be read."""

    def __init__(self, block: Block, *, file: str, row: str, keys: RowKeys, problems: list[CatalogueProblem]) -> None:
        self.is_good = True
        self._block = block
        self._file = f"{file}:{block.line}" if block.line else file
        self._row = row
        self._problems = problems
        for key in keys.required:
            if block.get(key) in (None, ""):
                self.fail("missing_key", key=key)
        for key in block:
            if key not in keys.all:
                self._warn_unknown(key, keys)

    @classmethod
    def of(cls, row: RawRow, *, keys: RowKeys, problems: list[CatalogueProblem]) -> RowFields:
        """The fields of a row of a table."""
        return cls(row.values, file=row.file, row=row.row_id, keys=keys, problems=problems)

    def fail(self, code: str, **values: object) -> None:
        """Record a problem of this row; one of severity error makes the row unusable."""
        problem = catalogue_problem(code, file=self._file, row=self._row, **values)
        self._problems.append(problem)
        if problem.severity == ERROR:
            self.is_good = False

    def text(self, key: str, default: str = "") -> str:
        value = self._block.get(key)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        self._wrong(key, value, "một dòng chữ", "text")
        return default

    def optional_text(self, key: str) -> str | None:
        return self.text(key) or None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._block.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong(key, value, "một danh sách chữ", "a list of texts")
            return ()
        return tuple(item for item in value if isinstance(item, str))

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """The fixed choice written; `default` when the key is absent or (with a problem) has another value."""
        return self.one_of(self._block.get(key), key, kind, default)

    def one_of(self, value: Raw, key: str, kind: type[Choice], default: Choice) -> Choice:
        if value is None:
            return default
        if isinstance(value, str) and value in kind._value2member_map_:
            return kind(value)
        self.fail("unknown_value", key=key, value=_shown(value), allowed=", ".join(kind))
        return default

    def is_true(self, key: str, *, default: bool) -> bool:
        value = self._block.get(key)
        if value is None:
            return default
        if isinstance(value, str):
            word = value.strip().casefold()
            if word in TRUE_WORDS or word in FALSE_WORDS:
                return word in TRUE_WORDS
        self._wrong(key, value, "true hoặc false", "true or false")
        return default

    def whole_number(self, key: str, *, low: int, high: int) -> int | None:
        value = self._block.get(key)
        return None if value is None else self.number_of(value, key, low=low, high=high)

    def number_of(self, value: Raw, key: str, *, low: int, high: int) -> int | None:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()) and low <= int(value) <= high:
            return int(value)
        self._wrong(key, value, f"số nguyên từ {low} đến {high}", f"a whole number from {low} to {high}")
        return None

    def span(self, key: str) -> CourseSpan | None:
        """A length such as `6 months`; none when the key is blank or (with a problem) says something else."""
        value = self._block.get(key)
        found = read_span(value) if isinstance(value, str) else None
        if found is None and value not in (None, ""):
            self._wrong(key, value, "như “6 tháng”, “4 tuần vừa làm vừa học”", "like “6 months”, “4 weeks part-time”")
        return found

    def day(self, key: str) -> date | None:
        value = self._block.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
                return date.fromisoformat(value.strip())
        except ValueError:
            pass  # a date that no calendar has is reported below like any other malformed one
        self.fail("bad_date", key=key, value=_shown(value))
        return None

    def level_range(self, value: Raw, key: str) -> LevelRange:
        """`2-3` or `2` as a range; the lowest range, with a problem, when malformed."""
        match = _LEVEL.fullmatch(value) if isinstance(value, str) else None
        if match:
            low, high = int(match[1]), int(match[2] or match[1])
            if MIN_LEVEL <= low <= high <= MAX_LEVEL:
                return LevelRange(minimum=low, maximum=high)
        self.fail("bad_level", key=key, value=_shown(value))
        return LevelRange(minimum=MIN_LEVEL, maximum=MIN_LEVEL)

    def level(self, key: str) -> LevelRange:
        if key not in self._block:  # already reported as missing
            return LevelRange(minimum=MIN_LEVEL, maximum=MIN_LEVEL)
        return self.level_range(self._block[key], key)

    def pairs(self, key: str) -> Iterator[tuple[str, Raw]]:
        """Key and value of a mapping such as `levels`."""
        value = self._block.get(key)
        if value is None:
            return iter(())
        return self.pairs_of(value, key)

    def pairs_of(self, value: Raw, key: str) -> Iterator[tuple[str, Raw]]:
        if isinstance(value, Block):
            return iter(value.items())
        self._wrong(key, value, "các cặp “khóa: giá trị”", "a mapping")
        return iter(())

    def blocks(self, key: str) -> tuple[Block, ...]:
        """The mappings of a list such as `standards`."""
        value = self._block.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, Block) for item in value):
            self._wrong(key, value, "một danh sách các mục", "a list of mappings")
            return ()
        return tuple(item for item in value if isinstance(item, Block))

    def origin(self) -> Origin:
        """Source and trust; a row that names no trust is taken as inferred, never as more."""
        return Origin(source=self.text("source"), trust=self.choice("trust", Trust, Trust.INFERRED))

    def _warn_unknown(self, key: str, keys: RowKeys) -> None:
        """An unknown key is an error of the file, but what the row says elsewhere can still be read."""
        hints = suggestion(key, list(keys.all))
        self._problems.append(catalogue_problem("unknown_key", file=self._file, row=self._row, key=key, **hints))

    def _wrong(self, key: str, value: Raw, wanted_vi: str, wanted_en: str) -> None:
        self.fail("wrong_type", key=key, value=_shown(value), wanted_vi=wanted_vi, wanted_en=wanted_en)


def _shown(value: Raw) -> str:
    if isinstance(value, Block):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = "" if value is None else value
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
