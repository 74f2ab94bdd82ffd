"""Tables of pages: columns, the way they are sorted, what is filtered, how many rows, and where to go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from api.look.addresses import Address

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's heading. `sort` is the key in the address; an empty one cannot be sorted by."""

    label: str
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
        return self.address.replaced(cursor=self.next_cursor)

    @property
    def unfiltered(self) -> Address:
        """The address with every filter off; order and columns stay."""
        kept = {"sort", "column"}
        return self.address.without(*{name for name, _ in self.address.params if name not in kept})
