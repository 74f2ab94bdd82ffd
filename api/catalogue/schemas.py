"""What the catalogue endpoints take and answer; entries have the shapes of `training_catalog.types`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.web.fields import IdText, Paged, Search, Strict
from training_catalog.types import CompetencyGroup, CourseMode, CourseStatus, PositionGroup, TaskKind

UNIT = Field(
    default=None, description="The unit whose catalogue is asked for: one's own or one below it", examples=["01"]
)  # fmt: skip


class Overview(BaseModel):
    """Which reference data is in force in a unit."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "Danh mục của một tỉnh",
                "version": "1.0",
                "digest": "5f1d…",
                "unit_id": "01",
                "counts": {"positions": 3, "competencies": 2, "tasks": 9, "courses": 4, "laws": 5, "systems": 1},
                "own": {"positions": 1, "switched_rules": 2, "courses": 1},
            }
        },
    )

    name: str
    version: str
    digest: str
    unit_id: str = Field(description="Empty for the whole country")
    counts: dict[str, int]
    own: dict[str, int] = Field(
        description="Of these: positions by the offices' own job descriptions, rules of formal standards that offices "
        "switch or date, and courses of institutes"
    )


class InUnit(Strict):
    """Whose catalogue."""

    unit_id: IdText | None = UNIT


class EntriesQuery(Paged):
    """Entries whose names hold all words of `q`, whatever the marks."""

    unit_id: IdText | None = UNIT
    q: Search = Field(default="", description="Words of the names, with or without diacritics", examples=["van ban"])


class CompetenciesQuery(EntriesQuery):
    """Competencies of a group."""

    group: CompetencyGroup | None = None


class PositionsQuery(EntriesQuery):
    """Positions of a group or a field of work."""

    group: PositionGroup | None = None
    field: IdText | None = None


class TasksQuery(EntriesQuery):
    """Tasks of a kind or of a position."""

    kind: TaskKind | None = None
    position_id: IdText | None = None


class CoursesQuery(EntriesQuery):
    """Courses of a domain, a mode of teaching, or a status."""

    domain: TaskKind | None = None
    mode: CourseMode | None = None
    status: CourseStatus | None = None


class LawsQuery(EntriesQuery):
    """Legal instruments of a field."""

    field: IdText | None = None
