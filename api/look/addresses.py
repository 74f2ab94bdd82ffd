"""Addresses of pages with their filters and sorting: links that change one thing and keep the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode


def unsealed(_: Address, position: str) -> str:
    """The position in a list as it is."""
    return position


@dataclass(frozen=True, kw_only=True)
class Address:
    """A path and the parameters after it, in order; a parameter may come several times."""

    path: str
    params: tuple[tuple[str, str], ...] = ()
    seal: Callable[[Address, str], str] = field(default=unsealed, compare=False, repr=False)
    """How a position in the list at this address becomes a cursor that is good for its reader only."""

    @classmethod
    def of(cls, path: str, params: Iterable[tuple[str, str]]) -> Address:
        """The address without its empty parameters."""
        return cls(path=path, params=tuple((name, value) for name, value in params if value != ""))

    def __str__(self) -> str:
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path

    def value(self, name: str) -> str:
        """The first value of a parameter, or nothing."""
        return next((value for key, value in self.params if key == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a parameter."""
        return tuple(value for key, value in self.params if key == name)

    def replaced(self, **changes: str | None) -> Address:
        """The same address with these parameters set to one value, or dropped where it is empty; back on page one."""
        kept = [(key, value) for key, value in self.params if key not in changes and key != "cursor"]
        added = [(key, value) for key, value in changes.items() if value]
        return replace(self, params=(*kept, *added))

    def going_on(self, position: str) -> Address:
        """The same list after a position in it."""
        first = self.replaced()
        return first.replaced(cursor=self.seal(first, position))

    def toggled(self, name: str, value: str) -> Address:
        """With this value of the parameter added, or taken away when it is there; back on page one."""
        kept = tuple(pair for pair in self.params if pair[0] != "cursor")
        pair = (name, value)
        params = tuple(item for item in kept if item != pair) if pair in kept else (*kept, pair)
        return replace(self, params=params)

    def without(self, *names: str) -> Address:
        """Without these parameters; back on page one."""
        return self.replaced(**dict.fromkeys(names))

    def to(self, path: str) -> Address:
        """The same parameters on another path: the export of exactly what is shown."""
        return Address(path=path, params=tuple(pair for pair in self.params if pair[0] != "cursor"))

    def hidden(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The parameters a search form carries along, without those that it sets itself."""
        return tuple(pair for pair in self.params if pair[0] not in (*names, "cursor"))


def is_local(path: str) -> bool:
    """Whether a page to go back to is one of ours: a plain path, never another host."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path and path.isprintable()
