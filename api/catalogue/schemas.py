"""What the catalogue endpoints take and answer; entries have the shapes of `training_catalog.types`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.web.fields import IdText, Paged, Search
from training_catalog.types import CompetencyGroup, CourseMode, CourseStatus, PositionGroup, TaskKind


class Overview(BaseModel):
    """Which reference data the server works with."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "name": "Việt Nam",
                "version": "2026.11",
                "digest": "5f1d…",
                "counts": {"positions": 49, "competencies": 17, "tasks": 722, "courses": 653, "laws": 548},
            }
        },
    )

    name: str
    version: str
    digest: str
    counts: dict[str, int]


class EntriesQuery(Paged):
    """Entries whose names hold all words of `q`, whatever the marks."""

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
