"""Catalogue objects from raw rows; a row that cannot be read becomes problems and is left out, the others stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from training_catalog.problem_texts import catalogue_problem
from training_catalog.row_fields import RowFields
from training_catalog.rows import ROW_KEYS, STANDARDS, Block, Raw, RawRow
from training_catalog.types import (
    MAX_LEVEL,
    MIN_LEVEL,
    Blueprint,
    BlueprintForm,
    CatalogueProblem,
    Competency,
    CompetencyGroup,
    Course,
    CourseMode,
    CourseStatus,
    Descriptor,
    Law,
    LevelRange,
    Outcome,
    Position,
    PositionGroup,
    StandardKind,
    StandardRule,
    System,
    Task,
    TaskKind,
    TaskWeight,
    Term,
    Unit,
)

Built = TypeVar("Built")
Problems = list[CatalogueProblem]
MAX_PERIODS = 5000
CONTENT_GROUPS = 5
MAX_MINUTES = 480


class UnitKind(StrEnum):
    """The kinds of unit a catalogue knows."""

    PROVINCE = "province"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"


def build_all(
    rows: Mapping[str, RawRow], make: Callable[[RawRow, RowFields, Problems], Built], problems: Problems
) -> dict[str, Built]:
    """Id to object for the rows of one table, in their order, without the rows that have errors."""
    built: dict[str, Built] = {}
    for row_id, row in rows.items():
        fields = RowFields.of(row, keys=ROW_KEYS[row.table], problems=problems)
        thing = make(row, fields, problems)
        if fields.is_good:
            built[row_id] = thing
    return built


def make_competency(row: RawRow, fields: RowFields, problems: Problems) -> Competency:
    """One entry of the frame; descriptors in the order of the file."""
    descriptors: list[Descriptor] = []
    for group_name, levels in fields.pairs("descriptors"):
        group = fields.one_of(group_name, "descriptors", PositionGroup, PositionGroup.SPECIALIST)
        for level_name, texts in fields.pairs_of(levels, f"descriptors.{group_name}"):
            key = f"descriptors.{group_name}.{level_name}"
            level = fields.number_of(level_name, key, low=MIN_LEVEL, high=MAX_LEVEL)
            descriptors.append(_make_descriptor(texts, fields, key, group=group, level=level or MIN_LEVEL))
    name = fields.text("name_vi")
    return Competency(
        competency_id=row.row_id,
        name_vi=name,
        name_en=fields.text("name_en", name),
        aliases=fields.texts("aliases"),
        group=fields.choice("group", CompetencyGroup, CompetencyGroup.COMMON),
        domain=fields.choice("domain", TaskKind, TaskKind.PROFESSIONAL),
        descriptors=tuple(descriptors),
        origin=fields.origin(),
    )


def _make_descriptor(texts: Raw, fields: RowFields, key: str, *, group: PositionGroup, level: int) -> Descriptor:
    """One filled cell of the frame: `{vi, en}` and perhaps `examples`, a list of `{vi, en}`."""
    pairs = dict(fields.pairs_of(texts, key))
    examples = pairs.pop("examples", None) or []
    if not isinstance(examples, list):
        fields.fail("wrong_type", key=f"{key}.examples", value="…", wanted_vi="một danh sách", wanted_en="a list")
        examples = []
    vi, en = _both_languages(pairs.items(), fields, key)
    told = [_both_languages(fields.pairs_of(each, key), fields, f"{key}.examples") for each in examples]
    return Descriptor(
        group=group,
        level=level,
        text_vi=vi,
        text_en=en,
        examples_vi=tuple(example[0] for example in told),
        examples_en=tuple(example[1] for example in told),
    )


def _both_languages(texts: Iterable[tuple[str, Raw]], fields: RowFields, key: str) -> tuple[str, str]:
    found: dict[str, str] = {}
    for language, text in texts:
        if language not in ("vi", "en") or not isinstance(text, str):
            fields.fail("wrong_type", key=key, value=language, wanted_vi="{vi: …, en: …}", wanted_en="{vi: …, en: …}")
        else:
            found[language] = text
    if not found.get("vi"):
        fields.fail("missing_key", key=f"{key}.vi")
    vi = found.get("vi", "")
    return vi, found.get("en", vi)


def make_blueprint(row: RawRow, fields: RowFields, problems: Problems) -> Blueprint:
    """What a test of one level of a competency asks."""
    asks, evidence = fields.text("asks_vi"), fields.text("evidence_vi")
    return Blueprint(
        blueprint_id=row.row_id,
        competency_id=fields.text("competency"),
        group=fields.choice("group", PositionGroup, PositionGroup.SPECIALIST),
        level=fields.whole_number("level", low=MIN_LEVEL, high=MAX_LEVEL) or MIN_LEVEL,
        asks_vi=asks,
        asks_en=fields.text("asks_en", asks),
        form=fields.choice("form", BlueprintForm, BlueprintForm.CASE),
        minutes=fields.whole_number("minutes", low=1, high=MAX_MINUTES) or 1,
        evidence_vi=evidence,
        evidence_en=fields.text("evidence_en", evidence),
        origin=fields.origin(),
    )


def make_position(row: RawRow, fields: RowFields, problems: Problems) -> Position:
    """One position with its levels and standards; its tasks are rows of their own."""
    levels: dict[str, LevelRange] = {}
    for competency_id, level in fields.pairs("levels"):
        levels[competency_id] = fields.level_range(level, f"levels.{competency_id}")
    standards: dict[str, StandardRule] = {}
    for block in fields.blocks("standards"):
        rule = _make_standard(block, row, problems)
        if rule is None:
            continue
        if rule.rule_id in standards:
            problems.append(_duplicate_standard(block, row, rule.rule_id))
        else:
            standards[rule.rule_id] = rule
    title, goal = fields.text("title_vi"), fields.text("goal_vi")
    return Position(
        position_id=row.row_id,
        title_vi=title,
        title_en=fields.text("title_en", title),
        aliases=fields.texts("aliases"),
        group=fields.choice("group", PositionGroup, PositionGroup.SPECIALIST),
        department=fields.text("department"),
        rank=fields.text("rank"),
        field=fields.text("field"),
        goal_vi=goal,
        goal_en=fields.text("goal_en", goal),
        levels=levels,
        standards=tuple(standards.values()),
        origin=fields.origin(),
    )


def _duplicate_standard(block: Block, row: RawRow, rule_id: str) -> CatalogueProblem:
    return catalogue_problem("duplicate_id", file=f"{row.file}:{block.line}", row=rule_id, other=row.place)


def _make_standard(block: Block, row: RawRow, problems: Problems) -> StandardRule | None:
    """One formal standard; None when it has errors (the position itself stays)."""
    keys = ROW_KEYS[STANDARDS]
    rule_id = block.get(keys.id_key)
    named = rule_id if isinstance(rule_id, str) else ""
    fields = RowFields(block, file=row.file, row=named or row.row_id, keys=keys, problems=problems)
    if not named:
        fields.fail("missing_key", key=keys.id_key)
    text = fields.text("text_vi")
    rule = StandardRule(
        rule_id=named,
        kind=fields.choice("kind", StandardKind, StandardKind.DEGREE),
        text_vi=text,
        text_en=fields.text("text_en", text),
        minimum=fields.optional_text("minimum"),
        accepted=fields.texts("accepted"),
        open_clause=fields.is_true("open_clause", default=False),
        alternatives=fields.texts("alternatives"),
        after_appointment=fields.is_true("after_appointment", default=False),
        is_enabled=fields.is_true("enabled", default=True),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        legal_basis=fields.text("legal_basis"),
        origin=fields.origin(),
    )
    return rule if fields.is_good else None


def make_task(row: RawRow, fields: RowFields, problems: Problems) -> Task:
    """One task; a task in the file of a position belongs to that position alone."""
    named = fields.texts("positions")
    if row.owner and named:
        fields.fail("unknown_key", key="positions", suggestion_vi="", suggestion_en="")
    elif not row.owner and not named:
        fields.fail("missing_key", key="positions")
    text = fields.text("text_vi")
    return Task(
        task_id=row.row_id,
        position_ids=(row.owner,) if row.owner else named,
        kind=fields.choice("kind", TaskKind, TaskKind.PROFESSIONAL),
        weight=fields.choice("weight", TaskWeight, TaskWeight.REGULAR),
        level=fields.level("level"),
        text_vi=text,
        text_en=fields.text("text_en", text),
        wordings=fields.texts("wordings"),
        laws=fields.texts("laws"),
        systems=fields.texts("systems"),
        origin=fields.origin(),
    )


def make_course(row: RawRow, fields: RowFields, problems: Problems) -> Course:
    """One course with the levels it leads to."""
    outcomes: list[Outcome] = []
    for requirement_id, value in fields.pairs("outcomes"):
        level = fields.number_of(value, f"outcomes.{requirement_id}", low=MIN_LEVEL, high=MAX_LEVEL)
        outcomes.append(Outcome(requirement_id=requirement_id, level=level or MIN_LEVEL))
    name = fields.text("name_vi")
    return Course(
        course_id=row.row_id,
        name_vi=name,
        name_en=fields.text("name_en", name),
        outline=fields.text("outline"),
        domain=fields.choice("domain", TaskKind, TaskKind.PROFESSIONAL),
        provider=fields.text("provider"),
        positions=fields.texts("positions"),
        ranks=fields.texts("ranks"),
        mode=fields.choice("mode", CourseMode, CourseMode.CLASS),
        duration_periods=fields.whole_number("duration_periods", low=1, high=MAX_PERIODS),
        language=fields.text("language", "vi"),
        prerequisites=fields.texts("prerequisites"),
        outcomes=tuple(outcomes),
        grants=fields.texts("grants"),
        mandatory_for=fields.texts("mandatory_for"),
        decree171_group=fields.whole_number("decree171_group", low=1, high=CONTENT_GROUPS) or 1,
        status=fields.choice("status", CourseStatus, CourseStatus.PROPOSED),
        document=fields.text("document"),
        origin=fields.origin(),
        lasts=fields.span("lasts"),
    )


def make_unit(row: RawRow, fields: RowFields, problems: Problems) -> Unit:
    """A province or a commune."""
    return Unit(
        unit_id=row.row_id,
        name=fields.text("name"),
        kind=str(fields.choice("kind", UnitKind, UnitKind.COMMUNE)),
        parent_id=fields.optional_text("parent_id"),
    )


def make_term(row: RawRow, fields: RowFields, problems: Problems) -> Term:
    """A term of a vocabulary."""
    name = fields.text("name_vi")
    return Term(
        term_id=row.row_id,
        name_vi=name,
        name_en=fields.text("name_en", name),
        aliases=fields.texts("aliases"),
        code=fields.text("code"),
        parent=fields.text("parent"),
        order=fields.whole_number("order", low=0, high=10_000) or 0,
        origin=fields.origin(),
    )


def make_law(row: RawRow, fields: RowFields, problems: Problems) -> Law:
    """A legal instrument with its dates."""
    dates: list[date | None] = [fields.day(key) for key in ("issued_on", "effective_from", "ended_on")]
    title = fields.text("title_vi")
    return Law(
        law_id=row.row_id,
        number=fields.text("number"),
        title_vi=title,
        title_en=fields.text("title_en", title),
        issued_on=dates[0],
        effective_from=dates[1],
        ended_on=dates[2],
        replaces=fields.texts("replaces"),
        field=fields.text("field"),
        origin=fields.origin(),
    )


def make_system(row: RawRow, fields: RowFields, problems: Problems) -> System:
    """An information system."""
    name = fields.text("name_vi")
    return System(
        system_id=row.row_id,
        name_vi=name,
        name_en=fields.text("name_en", name),
        owner=fields.text("owner"),
        aliases=fields.texts("aliases"),
        skill=fields.text("skill"),
        origin=fields.origin(),
    )
