"""The shapes of the reference data: competencies, positions with their requirements, courses, units, vocabularies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from training_catalog.course_span import CourseSpan

MIN_LEVEL = 1
MAX_LEVEL = 5


class Trust(StrEnum):
    """How far a row's source can be relied on."""

    OFFICIAL = "A"
    """Official text read in full or large part."""
    REPORTED = "B"
    """Press, ministry or legal-portal summary."""
    SECONDARY = "C"
    """Secondary or unofficial copy, one office's own papers."""
    INFERRED = "I"
    """Our own inference or our own wording; to be checked by the user's office."""
    GENERAL = "G"
    """General knowledge, no source retrieved; check before relying on it."""


class CompetencyGroup(StrEnum):
    """The three groups of the frame."""

    COMMON = "common"
    """Năng lực chung."""
    PROFESSIONAL = "professional"
    """Năng lực chuyên môn."""
    MANAGEMENT = "management"
    """Năng lực quản lý."""


class PositionGroup(StrEnum):
    """Groups of positions that are counted apart."""

    LEADER = "leader"
    """Lãnh đạo, quản lý."""
    SPECIALIST = "specialist"
    """Chuyên viên và chức danh nghiệp vụ."""
    MILITARY = "military"
    """Ban Chỉ huy quân sự."""
    SUPPORT = "support"
    """Hỗ trợ, phục vụ."""


class TaskKind(StrEnum):
    """The field of knowledge a task or a course trains; also the domains of a training plan."""

    PROFESSIONAL = "professional"
    """Chuyên môn nghiệp vụ."""
    DIGITAL = "digital"
    """Chuyển đổi số."""
    LAW = "law"
    """Pháp luật."""
    ADMINISTRATION = "administration"
    """Hành chính, quản lý nhà nước."""


class TaskWeight(StrEnum):
    """How central a task is to its position."""

    CORE = "core"
    """Done most weeks; whoever cannot do it does not meet the position."""
    REGULAR = "regular"
    """Done every month or quarter."""
    RARE = "rare"
    """Done now and then or in a season."""


class StandardKind(StrEnum):
    """What a formal standard asks for."""

    DEGREE = "degree"
    """Trình độ đào tạo tối thiểu: `minimum` is a term of the ordered vocabulary `degrees`."""
    MAJOR = "major"
    """Ngành, chuyên ngành: `accepted` are terms of `majors`; `open_clause` as in "or other suitable majors"."""
    CERTIFICATE = "certificate"
    """Chứng chỉ, bồi dưỡng: any one of `accepted`, terms of `certificates`."""
    POLITICAL_THEORY = "political_theory"
    """Lý luận chính trị: `minimum` is a term of the ordered vocabulary `political_theory`."""


class CourseMode(StrEnum):
    """How a course is taught."""

    ONLINE = "online"
    CLASS = "class"
    HYBRID = "hybrid"
    ON_THE_JOB = "on_the_job"


class CourseStatus(StrEnum):
    """Whether a course exists."""

    REAL = "real"
    """Held or decreed somewhere, named in the source."""
    PROPOSED = "proposed"
    """Ours: a course that should exist because nothing found covers the need."""


class BlueprintForm(StrEnum):
    """How a level of a competency can be tested."""

    MULTIPLE_CHOICE = "multiple_choice"
    """Câu hỏi trắc nghiệm chấm máy."""
    CASE = "case"
    """Bài tình huống, trả lời viết."""
    WORK_SAMPLE = "work_sample"
    """Bài làm thật tại máy hoặc tại bàn."""
    OBSERVATION = "observation"
    """Quan sát khi đang làm việc."""
    INTERVIEW = "interview"
    """Hỏi đáp có khung câu hỏi."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a row comes from: a short source text and how far to trust it."""

    source: str
    trust: Trust


@dataclass(frozen=True, kw_only=True)
class LevelRange:
    """A required range of levels, 1-5; meeting it is level >= minimum, up to the maximum is development."""

    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class Descriptor:
    """What one level of a competency looks like for one group of positions."""

    group: PositionGroup
    level: int
    text_vi: str
    text_en: str
    examples_vi: tuple[str, ...] = ()
    """Short examples from commune work; `examples_en` holds the same ones in the same order."""
    examples_en: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Competency:
    """An entry of the frame, e.g. C3 drafting. A level without descriptor is a true blank of the official table."""

    competency_id: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    group: CompetencyGroup
    domain: TaskKind
    descriptors: tuple[Descriptor, ...]
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """What a test of one level of a competency asks of one group of positions, and what shows that it is passed."""

    blueprint_id: str
    competency_id: str
    group: PositionGroup
    level: int
    asks_vi: str
    asks_en: str
    form: BlueprintForm
    minutes: int
    evidence_vi: str
    evidence_en: str
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class Task:
    """A concrete task or topic of one or more positions, with the level expected of its holder."""

    task_id: str
    position_ids: tuple[str, ...]
    kind: TaskKind
    weight: TaskWeight
    level: LevelRange
    text_vi: str
    text_en: str
    wordings: tuple[str, ...]
    laws: tuple[str, ...]
    systems: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class StandardRule:
    """One formal standard of a position. A rule that is not asked on the day of a review is shown but decides nothing.

    The days are those of what `is_enabled` says: a rule that is on is asked on them, one that is off on all others.
    """

    rule_id: str
    kind: StandardKind
    text_vi: str
    text_en: str
    minimum: str | None
    accepted: tuple[str, ...]
    open_clause: bool
    alternatives: tuple[str, ...]
    """Terms of `certificates` that make an unnamed major acceptable ("other degree + records certificate")."""
    after_appointment: bool
    """Asked after the appointment: its absence is a training need, not a failed standard."""
    is_enabled: bool
    valid_from: date | None
    valid_to: date | None
    legal_basis: str
    origin: Origin

    def is_asked_on(self, day: date) -> bool:
        """Whether the rule is asked on a day; one that is off without days never is."""
        if not (self.valid_from or self.valid_to):
            return self.is_enabled
        is_within = (self.valid_from or day) <= day <= (self.valid_to or day)
        return is_within == self.is_enabled


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a person is placed in."""

    position_id: str
    title_vi: str
    title_en: str
    aliases: tuple[str, ...]
    group: PositionGroup
    department: str
    rank: str
    field: str
    """Field of work used in review reports, a term of the vocabulary `fields`."""
    goal_vi: str
    goal_en: str
    levels: dict[str, LevelRange]
    standards: tuple[StandardRule, ...]
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a course leads to: a level of a competency or of a task."""

    requirement_id: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Course:
    """What can be learned. `duration_periods` (tiết of 45 minutes) is empty where no source states it."""

    course_id: str
    name_vi: str
    name_en: str
    outline: str
    domain: TaskKind
    provider: str
    positions: tuple[str, ...]
    """Audience: position ids or groups such as "specialist"; empty = everyone."""
    ranks: tuple[str, ...]
    mode: CourseMode
    duration_periods: int | None
    language: str
    prerequisites: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    grants: tuple[str, ...]
    """Terms of `certificates`, `political_theory` or `degrees` that completing the course gives."""
    mandatory_for: tuple[str, ...]
    """Position ids or groups that must take it."""
    decree171_group: int
    """Content group 1-5 of Decree 171/2025/NĐ-CP."""
    status: CourseStatus
    document: str
    origin: Origin
    lasts: CourseSpan | None = None
    """Its length in days, weeks or months, as a source gives it; without stated periods they are estimated from it."""

    def periods_or(self, unknown: float) -> float:
        """The stated periods, else those estimated from its length, else `unknown`."""
        return self.duration_periods or (self.lasts.periods if self.lasts else unknown)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A province or a commune (xã, phường, đặc khu)."""

    unit_id: str
    name: str
    kind: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class Term:
    """An entry of a vocabulary, with the spellings offices use."""

    term_id: str
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]
    code: str
    parent: str
    """Broader term of the same vocabulary ("" when none), e.g. the group of a major."""
    order: int
    """Rank in ordered vocabularies (degrees, political theory); 0 elsewhere."""
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class Law:
    """A legal instrument with its dates; `ended_on` is empty while it is in force."""

    law_id: str
    number: str
    title_vi: str
    title_en: str
    issued_on: date | None
    effective_from: date | None
    ended_on: date | None
    replaces: tuple[str, ...]
    field: str
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class System:
    """A national or local information system and what a commune desk does in it."""

    system_id: str
    name_vi: str
    name_en: str
    owner: str
    aliases: tuple[str, ...]
    skill: str
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class CatalogueProblem:
    """Something wrong in catalogue files: where, what, and what to do, in both languages."""

    file: str
    row: str
    code: str
    severity: str
    """"error" or "warning"."""
    message_vi: str
    message_en: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The whole reference data, checked and frozen. Mappings are keyed by id in file order."""

    name: str
    version: str
    digest: str
    """SHA-256 over the content, independent of file layout."""
    competencies: dict[str, Competency]
    positions: dict[str, Position]
    tasks: dict[str, Task]
    courses: dict[str, Course]
    units: dict[str, Unit] = field(repr=False)
    vocabularies: dict[str, dict[str, Term]] = field(repr=False)
    """By name: degrees, majors, certificates, political_theory, ranks, departments, fields, abbreviations."""
    laws: dict[str, Law] = field(repr=False)
    systems: dict[str, System] = field(repr=False)
    blueprints: dict[str, Blueprint] = field(default_factory=dict, repr=False)
    former_folders: tuple[Path, ...] = field(default=(), repr=False, compare=False)
    """Folders laid over the pack that bring former units of their own, which are read when they are asked for."""
