"""Raw rows: what a file says about one catalogue row before it is checked, with the place where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

BLUEPRINTS = "blueprints"
COMPETENCIES = "competencies"
POSITIONS = "positions"
TASKS = "tasks"
COURSES = "courses"
UNITS = "units"
FORMER_UNITS = "former_units"
LAWS = "laws"
SYSTEMS = "systems"
CATALOGUE = "catalogue"
STANDARDS = "standards"
VOCABULARIES = (
    "degrees",
    "majors",
    "certificates",
    "political_theory",
    "ranks",
    "departments",
    "fields",
    "abbreviations",
)
"""Names of the vocabularies; each is also the name of its table of raw rows."""

TRUE_WORDS = frozenset({"true", "yes", "1", "x", "có"})
FALSE_WORDS = frozenset({"false", "no", "0", "", "không"})


class Block(dict[str, "Raw"]):
    """A mapping of a file, with the line (from 1) where it starts. Every scalar is text or nothing."""

    line: int = 0


Raw: TypeAlias = str | list["Raw"] | Block | None


@dataclass(frozen=True, kw_only=True)
class RawRow:
    """One row of one table as written. `owner` is the position whose file holds the task, else ""."""

    table: str
    row_id: str
    file: str
    values: Block
    owner: str = ""
    lists_tasks: bool = False
    """A position row that gives its own `tasks`: they take the place of the earlier ones."""

    @property
    def place(self) -> str:
        """File and line, as shown to people."""
        return f"{self.file}:{self.values.line}" if self.values.line else self.file

    def asks(self, key: str) -> bool:
        """Whether the row carries the special key `remove` or `change` with a true value."""
        value = self.values.get(key)
        return isinstance(value, str) and value.strip().casefold() in TRUE_WORDS


@dataclass(frozen=True, kw_only=True)
class RowKeys:
    """The keys a row of one table may have, in documented order."""

    id_key: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    special: tuple[str, ...] = ("remove", "change")

    @property
    def all(self) -> tuple[str, ...]:
        """Every key that is not an error."""
        return (self.id_key, *self.required, *self.optional, *self.special)


_ORIGIN = ("source", "trust")
_TERM = RowKeys(
    id_key="term_id",
    required=("name_vi",),
    optional=("name_en", "aliases", "code", "parent", "order", *_ORIGIN),
)

ROW_KEYS: dict[str, RowKeys] = {
    CATALOGUE: RowKeys(id_key="name", required=(), optional=("version", "language", "units_source"), special=()),
    COMPETENCIES: RowKeys(
        id_key="id",
        required=("name_vi", "group", "domain"),
        optional=("name_en", "aliases", "descriptors", *_ORIGIN),
    ),
    BLUEPRINTS: RowKeys(
        id_key="id",
        required=("competency", "group", "level", "asks_vi", "form", "minutes", "evidence_vi"),
        optional=("asks_en", "evidence_en", *_ORIGIN),
    ),
    POSITIONS: RowKeys(
        id_key="id",
        required=("title_vi", "group"),
        optional=(
            *("title_en", "aliases", "department", "rank", "field", "goal_vi", "goal_en"),
            *("levels", "standards", "tasks", "defaults", *_ORIGIN),
        ),
    ),
    STANDARDS: RowKeys(
        id_key="id",
        required=("kind", "text_vi"),
        optional=(
            *("text_en", "minimum", "accepted", "open_clause", "alternatives", "after_appointment"),
            *("enabled", "valid_from", "valid_to", "legal_basis", *_ORIGIN),
        ),
    ),
    TASKS: RowKeys(
        id_key="id",
        required=("kind", "weight", "level", "text_vi"),
        optional=("positions", "text_en", "wordings", "laws", "systems", *_ORIGIN),
    ),
    COURSES: RowKeys(
        id_key="id",
        required=("name_vi", "domain", "mode", "decree171_group", "status"),
        optional=(
            *("name_en", "outline", "provider", "positions", "ranks", "duration_periods", "lasts", "language"),
            *("prerequisites", "outcomes", "grants", "mandatory_for", "document", *_ORIGIN),
        ),
    ),
    UNITS: RowKeys(id_key="unit_id", required=("name", "kind"), optional=("parent_id",)),
    FORMER_UNITS: RowKeys(
        id_key="former_id",
        required=("name", "kind", "unit_ids"),
        optional=("aliases", "parent_id", "until", "basis", *_ORIGIN),
    ),
    LAWS: RowKeys(
        id_key="law_id",
        required=("number", "title_vi"),
        optional=("title_en", "issued_on", "effective_from", "ended_on", "replaces", "field", *_ORIGIN),
    ),
    SYSTEMS: RowKeys(
        id_key="system_id", required=("name_vi",), optional=("name_en", "owner", "aliases", "skill", *_ORIGIN)
    ),
    **dict.fromkeys(VOCABULARIES, _TERM),
}
