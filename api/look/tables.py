"""Tables of pages: columns, the way they are sorted, what is filtered, how many rows, and where to go next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Generic, TypeVar

from api.look.addresses import Address

Row = TypeVar("Row")
COLUMNS: Final = "columns"
"""Parameter that names the columns to show, with commas between."""
NO_COLUMNS: Final = "-"
"""Its value when none of those that may be left out is wanted."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's heading. `sort` is the key in the address; an empty one cannot be sorted by.

    `key` is what the address chooses the column by; one without is always shown. `is_extra`: only shown when chosen.
    """

    label: str
    key: str = ""
    is_extra: bool = False
    sort: str = ""
    unit: str = ""
    is_number: bool = False
    is_wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter that is on: its words and the address without it."""

    label: str
    off: Address


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One way to narrow a list: its question and its answers."""

    label: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, kw_only=True)
class FacetOption:
    """An answer with its count and the address that turns it on or off."""

    label: str
    address: Address
    count: int | None = None
    is_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """A list as the page shows it. `total` None: not counted, because counting would cost more than it tells."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    address: Address
    total: int | None = None
    next_cursor: str = ""
    filters: tuple[Filter, ...] = ()
    exports: tuple[tuple[str, Address], ...] = ()
    """Label and address of each export."""
    empty: str = ""
    """Why there is nothing, in one sentence."""
    empty_next: str = ""
    """What to do then, in one sentence."""
    row_id: str = ""
    default_sort: str = field(default="")

    @property
    def shown_columns(self) -> tuple[Column, ...]:
        """The columns that are shown: those the address names, else all but the extra ones."""
        return tuple(column for column in self.columns if self.shows(column.key))

    @property
    def choosable(self) -> tuple[Column, ...]:
        """The columns that may be shown or not."""
        return tuple(column for column in self.columns if column.key)

    def shows(self, key: str) -> bool:
        """Whether the column of this key is shown."""
        return not key or key in self._chosen

    @cached_property
    def _chosen(self) -> frozenset[str]:
        """Keys of the columns that are shown: asked for in every cell."""
        return frozenset(chosen_columns(self.address, self.columns))

    @property
    def sort(self) -> str:
        """What the rows are ordered by: a key, with "-" before it for downwards."""
        return self.address.value("sort") or self.default_sort

    def direction(self, column: Column) -> str:
        """Value of aria-sort: ascending, descending, or "" when the rows are not ordered by this column."""
        return {column.sort: "ascending", f"-{column.sort}": "descending"}.get(self.sort, "") if column.sort else ""

    def sorted_by(self, column: Column) -> Address:
        """The address that orders by this column; again on the same column turns the order round."""
        wanted = f"-{column.sort}" if self.direction(column) == "ascending" else column.sort
        return self.address.replaced(sort="" if wanted == self.default_sort else wanted)

    @property
    def is_first_page(self) -> bool:
        """Whether nothing comes before these rows."""
        return not self.address.value("cursor")

    @property
    def first(self) -> Address:
        """The address of the first page."""
        return self.address.replaced()

    @property
    def following(self) -> Address:
        """The address of the page after this one."""
        return self.address.going_on(self.next_cursor)

    @property
    def unfiltered(self) -> Address:
        """The address with every filter off; order and columns stay."""
        kept = {"sort", COLUMNS}
        return self.address.without(*{name for name, _ in self.address.params if name not in kept})


def chosen_columns(address: Address, columns: Iterable[Column]) -> tuple[str, ...]:
    """Keys of the columns to show, in the order of the table; words that name no column are passed over."""
    said = _said(address)
    known = [column for column in columns if column.key]
    named = tuple(column.key for column in known if column.key in said)
    is_said = bool(named) or NO_COLUMNS in said
    return named if is_said else tuple(column.key for column in known if not column.is_extra)


def with_one_choice(address: Address) -> Address | None:
    """The address a form of ticked columns means, to be gone to; None when it is written so already."""
    if len(address.values(COLUMNS)) < 2:
        return None
    named = [word for word in _said(address) if word != NO_COLUMNS]
    return address.replaced(**{COLUMNS: ",".join(named) or NO_COLUMNS})


def _said(address: Address) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for value in address.values(COLUMNS) for word in value.split(",") if word))
