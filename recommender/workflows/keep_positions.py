"""Positions of an office from its Word job descriptions: read into drafts, corrected, taken over, retired, put back.

A draft changes nothing. What is taken over is part of the catalogue that the next runs of the unit, and of all below
it, are made with; runs made earlier keep the version they saw.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.errors import Conflict, InputError, UsageError, WrongField, WrongFields
from recommender.permissions import Action, Viewer
from recommender.readers.files.word_sandbox import read_word_safely
from recommender.store import Connection, own_positions
from recommender.store.audit import AuditEntry, append_audit
from recommender.store.catalogue_now import catalogue_now, shipped_catalogue
from recommender.store.engine import Store, lock
from recommender.store.metadata import new_id
from recommender.store.own_positions import OwnPositionView
from recommender.store.positions import put_positions
from recommender.store.tables.catalogues import OwnPositionStatus
from recommender.store.units import UnitView, require_unit
from training_catalog import LaidPosition, position_yaml, under_id, under_own_id, with_positions
from training_catalog.types import MAX_LEVEL, MIN_LEVEL, Catalogue, CatalogueProblem, Position, Task
from training_catalog.word_form import JobDescription, WordReading, to_position

OWN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{1,59}")
MOST_DESCRIPTIONS = 100
MOST_TASKS = 200
LONGEST_TITLE, LONGEST_GOAL, LONGEST_TASK = 300, 5_000, 2_000
TAKEN_ADDRESSES = ("drafts", "own", "upload")
"""Pages stand there, so no position can be called so."""
UNKNOWN = "X."
"""What the id of a position begins with that the catalogue does not know."""


@dataclass(frozen=True, kw_only=True)
class WordFile:
    """An uploaded job description: for which unit, where it lies, what it is called, its SHA-256."""

    unit_id: str
    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A draft as a person wants it; `version` is what was read."""

    position: Position
    tasks: tuple[Task, ...]
    replaces_tasks: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """The drafts of a file; `is_known`: the same file waits already, and these are its drafts."""

    own_ids: tuple[str, ...]
    is_known: bool = False


Ended = Callable[[Connection, Drafts], None]
"""Called with the connection of the transaction, and the drafts that are in it."""


def look_into_file(
    store: Store, viewer: Viewer, file: WordFile, *, now: datetime, ended: Ended = lambda conn, drafts: None
) -> Drafts:  # fmt: skip
    """One draft for each description of the file. InputError when it holds none; NotAllowed and NotFound by unit.

    `ended` is called at the end of the transaction that keeps them.
    """
    with store.reading() as conn:
        unit = require_unit(conn, viewer, Action.MANAGE_CATALOGUE, unit_id=file.unit_id)
        known = own_positions.drafts_of_file(conn, unit.unit_id, file.sha256)
        catalogue = catalogue_now(conn, unit.unit_id)
    if known:
        return _known(store, known, ended)
    reading = read_word_safely(file.path, name=file.name)
    if not reading.descriptions:
        raise _nothing_read(reading.problems)
    rows = _drafts(reading, catalogue, unit, viewer=viewer, file=file, now=now)
    with store.writing() as conn:
        lock(conn, "own positions")
        own_positions.put_drafts(conn, rows)
        detail = {"sha256": file.sha256, "positions": len(rows)}
        entry = _entry(viewer, "read_positions", rows[0]["own_id"], unit.unit_id, **detail)
        append_audit(conn, store.audit_key, entry, now=now)  # fmt: skip
        drafts = Drafts(own_ids=tuple(row["own_id"] for row in rows))
        ended(conn, drafts)
    return drafts


def correct_draft(store: Store, viewer: Viewer, own_id: str, wanted: Correction, *, now: datetime) -> OwnPositionView:
    """The draft as corrected. UsageError with all that is wrong, Conflict when it is no draft any more, Stale."""
    with store.writing() as conn:
        kept = _draft(conn, viewer, own_id)
        laid = under_id(
            LaidPosition(position=wanted.position, tasks=wanted.tasks, replaces_tasks=wanted.replaces_tasks),
            wanted.position.position_id, mark=kept.unit_id,
        )  # fmt: skip
        _require_sound(conn, laid, kept, catalogue_now(conn, kept.unit_id))
        values = {"replaces_tasks": laid.replaces_tasks, **_content(laid), **_changed(viewer, now)}
        own_positions.change_own_position(conn, own_id, version=wanted.version, values=values)
        entry = _entry(viewer, "save_position", own_id, kept.unit_id)
        append_audit(conn, store.audit_key, entry, now=now)
        return own_positions.get_own_position(conn, viewer, own_id)


def take_over(
    store: Store, viewer: Viewer, own_id: str, *, version: int, has_looked: bool, now: datetime
) -> OwnPositionView:
    """The position in force from now on; the one before it ends. UsageError while errors were not looked at."""
    with store.writing() as conn:
        lock(conn, "own positions")
        kept = _draft(conn, viewer, own_id)
        laid = own_positions.content_of(conn, own_id)
        _require_sound(conn, laid, kept, catalogue_now(conn, kept.unit_id))
        errors = sum(one["severity"] == "error" for one in kept.problems)
        if errors and not has_looked:
            raise UsageError(
                f"Tệp có {errors} chỗ phải xem. Đánh dấu là đã xem và đã sửa những chỗ cần sửa.",
                f"The file has {errors} places to look at. Mark them as looked at and mended where needed.",
            )
        before = own_positions.active_id(conn, kept.unit_id, kept.position_id)
        if before:
            _end(conn, viewer, own_positions.get_own_position(conn, viewer, before), now=now)
        _put_in_force(conn, viewer, kept, laid, version=version, now=now)
        detail = {
            "position": kept.position_id, "sha256": kept.file_sha256, "instead_of": before,
            "problems": len(kept.problems),
        }  # fmt: skip
        entry = _entry(viewer, "take_over_position", own_id, kept.unit_id, **detail)
        append_audit(conn, store.audit_key, entry, now=now)
        return own_positions.get_own_position(conn, viewer, own_id)


def discard_draft(store: Store, viewer: Viewer, own_id: str, *, version: int, now: datetime) -> None:
    """A draft that nobody wants."""
    with store.writing() as conn:
        kept = _draft(conn, viewer, own_id)
        values = {"status": str(OwnPositionStatus.DISCARDED), **_changed(viewer, now)}
        own_positions.change_own_position(conn, own_id, version=version, values=values)
        entry = _entry(viewer, "discard_position", own_id, kept.unit_id)
        append_audit(conn, store.audit_key, entry, now=now)


def retire(store: Store, viewer: Viewer, own_id: str, *, version: int, now: datetime) -> OwnPositionView:
    """A position out of force: the one of the pack holds again, or none. Runs made with it keep it."""
    with store.writing() as conn:
        lock(conn, "own positions")
        kept = own_positions.get_own_position(conn, viewer, own_id)
        if kept.status != OwnPositionStatus.ACTIVE or kept.version != version:
            raise _moved_on()
        _end(conn, viewer, kept, now=now)
        entry = _entry(viewer, "retire_position", own_id, kept.unit_id, position=kept.position_id)
        append_audit(conn, store.audit_key, entry, now=now)
        return own_positions.get_own_position(conn, viewer, own_id)


def put_back(store: Store, viewer: Viewer, own_id: str, *, version: int, now: datetime) -> OwnPositionView:
    """A position that had ended in force again, in place of what is in force now."""
    with store.writing() as conn:
        lock(conn, "own positions")
        kept = own_positions.get_own_position(conn, viewer, own_id)
        if kept.status != OwnPositionStatus.ENDED:
            raise _moved_on()
        laid = own_positions.content_of(conn, own_id)
        _require_sound(conn, laid, kept, catalogue_now(conn, kept.unit_id))
        before = own_positions.active_id(conn, kept.unit_id, kept.position_id)
        if before:
            _end(conn, viewer, own_positions.get_own_position(conn, viewer, before), now=now)
        _put_in_force(conn, viewer, kept, laid, version=version, now=now)
        entry = _entry(viewer, "put_back_position", own_id, kept.unit_id, position=kept.position_id, instead_of=before)
        append_audit(conn, store.audit_key, entry, now=now)
        return own_positions.get_own_position(conn, viewer, own_id)


def is_position_id(text: str) -> bool:
    """Whether a position can be called so: letters, digits, dots and hyphens."""
    return OWN_ID.fullmatch(text) is not None and text not in TAKEN_ADDRESSES


def _known(store: Store, own_ids: tuple[str, ...], ended: Ended) -> Drafts:
    drafts = Drafts(own_ids=own_ids, is_known=True)
    with store.writing() as conn:
        ended(conn, drafts)
    return drafts


def _drafts(
    reading: WordReading, catalogue: Catalogue, unit: UnitView, *, viewer: Viewer, file: WordFile, now: datetime
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    chosen = reading.descriptions[:MOST_DESCRIPTIONS]
    for description, own_id in zip(chosen, sorted(new_id(now) for _ in chosen), strict=True):
        made = to_position(description, catalogue)
        laid = _under_office_id(
            LaidPosition(position=made.position, tasks=made.tasks[:MOST_TASKS]), description, catalogue, unit
        )
        laid = under_own_id(laid, taken)
        taken.add(laid.position.position_id)
        start = f"Bản mô tả {description.order} ("
        read_as, kept_as = made.position.position_id, laid.position.position_id
        said = [one for one in reading.problems if one.message_vi.startswith(start)] + list(made.problems)
        rows.append({
            "own_id": own_id, "unit_id": unit.unit_id, "replaces_tasks": False, **_content(laid),
            "problems": [_problem(one, read_as, kept_as) for one in said],
            "file_name": file.name, "file_sha256": file.sha256,
            "made_by": viewer.user_id, "made_by_name": viewer.name, "made_at": now, **_changed(viewer, now),
        })  # fmt: skip
    return rows


def _under_office_id(
    laid: LaidPosition, description: JobDescription, catalogue: Catalogue, unit: UnitView
) -> LaidPosition:
    """The position under the office's own code when the catalogue does not know it; tasks are numbered by unit."""
    key = laid.position.position_id
    if key.startswith(UNKNOWN):
        code = description.code.strip()
        is_own = is_position_id(code) and code not in catalogue.positions
        key = code if is_own else f"{unit.unit_id}.{key.removeprefix(UNKNOWN)}"
    return under_id(laid, key, mark=unit.unit_id)


def _content(laid: LaidPosition) -> dict[str, Any]:
    position = laid.position
    return {
        "position_id": position.position_id, "title": position.title_vi,
        "content": position_yaml(position, laid.tasks),
    }  # fmt: skip


def _problem(problem: CatalogueProblem, read_as: str, kept_as: str) -> dict[str, str]:
    """What is kept of a problem, naming the position as it is kept."""
    return {name: value.replace(read_as, kept_as) for name, value in asdict(problem).items() if name != "file"}


def _draft(conn: Connection, viewer: Viewer, own_id: str) -> OwnPositionView:
    kept = own_positions.get_own_position(conn, viewer, own_id)
    if kept.status != OwnPositionStatus.DRAFT:
        raise _moved_on()
    return kept


def _end(conn: Connection, viewer: Viewer, kept: OwnPositionView, *, now: datetime) -> None:
    values = {"status": str(OwnPositionStatus.ENDED), **_changed(viewer, now)}
    own_positions.change_own_position(conn, kept.own_id, version=kept.version, values=values)


def _put_in_force(
    conn: Connection, viewer: Viewer, kept: OwnPositionView, laid: LaidPosition, *, version: int, now: datetime
) -> None:
    values = {"status": str(OwnPositionStatus.ACTIVE), **_changed(viewer, now)}
    own_positions.change_own_position(conn, kept.own_id, version=version, values=values)
    shipped = shipped_catalogue()
    if kept.position_id not in shipped.positions:
        alone = with_positions(replace(shipped, positions={}, tasks={}, units={}, courses={}), [laid])
        put_positions(conn, alone)


def _changed(viewer: Viewer, now: datetime) -> dict[str, Any]:
    return {"changed_by_name": viewer.name, "changed_at": now}


def _require_sound(conn: Connection, laid: LaidPosition, kept: OwnPositionView, catalogue: Catalogue) -> None:
    position = laid.position
    wrong = [
        WrongField(name=name, expected_vi=vi, expected_en=en)
        for is_wrong, name, vi, en in _checks(position, laid.tasks, catalogue) if is_wrong
    ]  # fmt: skip
    if wrong:
        raise WrongFields(wrong)
    is_own = position.position_id not in shipped_catalogue().positions
    if is_own and own_positions.is_used_elsewhere(conn, kept.unit_id, position.position_id):
        raise Conflict(
            "Mã vị trí đã có ở đơn vị khác; đặt mã khác.", "Another unit uses this position code; choose another.",
            field="position_id",
        )  # fmt: skip


def _checks(
    position: Position, tasks: Sequence[Task], catalogue: Catalogue
) -> Iterator[tuple[bool, str, str, str]]:  # fmt: skip
    """Whether something is wrong, the field it stands in, and what is expected there in both languages."""
    yield (
        not is_position_id(position.position_id), "position_id",
        "Mã vị trí gồm 2 đến 60 chữ cái không dấu, chữ số, dấu chấm hoặc gạch ngang, như II.04 hoặc VP-01.",
        "The position code has 2 to 60 plain letters, digits, dots or hyphens, like II.04 or VP-01.",
    )  # fmt: skip
    yield (
        not 3 <= len(position.title_vi.strip()) <= LONGEST_TITLE, "title",
        f"Tên vị trí dài 3 đến {LONGEST_TITLE} ký tự, như “Chuyên viên về tư pháp”.",
        f"The title has 3 to {LONGEST_TITLE} characters, like “Justice specialist”.",
    )  # fmt: skip
    yield (
        len(position.goal_vi) > LONGEST_GOAL, "goal", f"Mục tiêu dài nhiều nhất {LONGEST_GOAL} ký tự.",
        f"The goal has at most {LONGEST_GOAL} characters.",
    )  # fmt: skip
    yield from _choices(position, catalogue.vocabularies)
    levels = [*position.levels.values(), *(task.level for task in tasks)]
    is_level = set(position.levels) <= set(catalogue.competencies) and all(
        MIN_LEVEL <= one.minimum <= one.maximum <= MAX_LEVEL for one in levels
    )
    yield (
        not is_level, "levels", f"Cấp độ là một số hoặc khoảng từ {MIN_LEVEL} đến {MAX_LEVEL}, như 3 hoặc 2-3.",
        f"A level is a number or a range from {MIN_LEVEL} to {MAX_LEVEL}, like 3 or 2-3.",
    )  # fmt: skip
    yield (
        not position.levels and not tasks, "levels",
        "Cần ít nhất một năng lực có cấp độ, như 2-3, hoặc một nhiệm vụ được giữ lại.",
        "At least one competency with a level, like 2-3, or one task that is kept is needed.",
    )  # fmt: skip
    yield (
        len(tasks) > MOST_TASKS, "tasks", f"Giữ nhiều nhất {MOST_TASKS} nhiệm vụ.", f"Keep at most {MOST_TASKS} tasks.",
    )  # fmt: skip
    yield (
        not all(3 <= len(task.text_vi.strip()) <= LONGEST_TASK for task in tasks), "tasks",
        f"Nội dung mỗi nhiệm vụ dài 3 đến {LONGEST_TASK} ký tự, như “Thẩm tra hồ sơ đăng ký hộ tịch”.",
        f"The text of a task has 3 to {LONGEST_TASK} characters, like “Checks applications for civil status”.",
    )  # fmt: skip


def _choices(
    position: Position, vocabularies: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[bool, str, str, str]]:  # fmt: skip
    """What is chosen from the lists of the catalogue."""
    chosen = (
        ("department", position.department, "departments", "phòng, ban", "department"),
        ("rank", position.rank, "ranks", "ngạch", "rank"),
        ("field", position.field, "fields", "lĩnh vực", "field of work"),
    )
    for name, given, vocabulary, vi, en in chosen:
        is_wrong = bool(given) and given not in vocabularies[vocabulary]
        yield is_wrong, name, f"Chọn {vi} trong danh sách, hoặc để trống.", f"Choose a {en} of the list, or none."


def _nothing_read(problems: Sequence[CatalogueProblem]) -> InputError:
    first = problems[0]
    return InputError(first.message_vi, first.message_en)


def _moved_on() -> Conflict:
    return Conflict(
        "Vị trí này đã được xử lý ở nơi khác.", "This position was dealt with elsewhere meanwhile.",
        hint_vi="Mở lại trang để xem.", hint_en="Open the page again.",
    )  # fmt: skip


def _entry(viewer: Viewer, action: str, own_id: str, unit_id: str, **detail: object) -> AuditEntry:
    return AuditEntry(
        actor=viewer.user_id, action=action, subject_kind="position", subject_id=own_id, unit_id=unit_id,
        detail=detail,
    )  # fmt: skip
