"""CSV files of a catalogue: the long lists in the format that is read back, and flat tables of all rows for reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from training_catalog.audience import positions_meant
from training_catalog.csv_files import ITEM_SEPARATOR
from training_catalog.errors import CatalogueWriteError
from training_catalog.formula_guard import guarded
from training_catalog.rows import LAWS, ROW_KEYS, SYSTEMS, UNITS
from training_catalog.types import Catalogue, Law, System, Term, Unit

TABLES = "tables"
Cell = str | int | bool | date | Sequence[str] | None


def write_catalogue_csv(catalogue: Catalogue, folder: Path) -> list[Path]:
    """Write `units.csv`, `vocabularies/*.csv`, `laws.csv`, `systems.csv` and `tables/*.csv`; return their paths.

    The lists give equal objects when read as a catalogue folder. The tables are for reading in a spreadsheet only
    (byte order mark, no formulas) and are ignored when the folder is loaded.
    """
    written = [
        _write_list(folder / "units.csv", UNITS, [_unit(unit) for unit in catalogue.units.values()]),
        _write_list(folder / "laws.csv", LAWS, [_law(law) for law in catalogue.laws.values()]),
        _write_list(folder / "systems.csv", SYSTEMS, [_system(system) for system in catalogue.systems.values()]),
    ]
    for name, terms in catalogue.vocabularies.items():
        path = folder / "vocabularies" / f"{name}.csv"
        written.append(_write_list(path, name, [_term(term) for term in terms.values()]))
    tables = {
        "positions": (_POSITION_HEADER, _position_cells(catalogue)),
        "standards": (_STANDARD_HEADER, _standard_cells(catalogue)),
        "tasks": (_TASK_HEADER, _task_cells(catalogue)),
        "courses": (_COURSE_HEADER, _course_cells(catalogue)),
        "descriptors": (_DESCRIPTOR_HEADER, _descriptor_cells(catalogue)),
        "blueprints": (_BLUEPRINT_HEADER, _blueprint_cells(catalogue)),
    }
    for name, (header, rows) in tables.items():
        safe = [[guarded(_cell(value)) for value in row] for row in rows]
        written.append(_write(folder / TABLES / f"{name}.csv", header, safe, encoding="utf-8-sig"))
    return written


def _write_list(path: Path, table: str, rows: Iterable[Sequence[Cell]]) -> Path:
    keys = ROW_KEYS[table]
    header = (keys.id_key, *keys.required, *keys.optional)
    return _write(path, header, [[_cell(value) for value in row] for row in rows], encoding="utf-8")


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], *, encoding: str) -> Path:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (str, int)):
        return str(value)
    for item in value:
        if "|" in item:
            raise CatalogueWriteError(
                f"“{item}” chứa dấu “|” là dấu ngăn cách của tệp CSV.",
                f"“{item}” holds “|”, the separator of items in CSV files.",
                hint_vi="Bỏ dấu “|” trong tên.",
                hint_en="Take the “|” out of the name.",
            )
    return ITEM_SEPARATOR.join(value)


def _unit(unit: Unit) -> Sequence[Cell]:
    return (unit.unit_id, unit.name, unit.kind, unit.parent_id)


def _term(term: Term) -> Sequence[Cell]:
    names: tuple[Cell, ...] = (term.term_id, term.name_vi, term.name_en, term.aliases)
    return (*names, term.code, term.parent, term.order, term.origin.source, str(term.origin.trust))


def _law(law: Law) -> Sequence[Cell]:
    names: tuple[Cell, ...] = (law.law_id, law.number, law.title_vi, law.title_en)
    dates: tuple[Cell, ...] = (law.issued_on, law.effective_from, law.ended_on)
    return (*names, *dates, law.replaces, law.field, law.origin.source, str(law.origin.trust))


def _system(system: System) -> Sequence[Cell]:
    names: tuple[Cell, ...] = (system.system_id, system.name_vi, system.name_en, system.owner, system.aliases)
    return (*names, system.skill, system.origin.source, str(system.origin.trust))


_POSITION_HEADER = (
    *("position_id", "title_vi", "title_en", "aliases", "group", "department", "rank", "field", "goal_vi", "levels"),
    *("source", "trust"),
)
_STANDARD_HEADER = (
    *("position_id", "rule_id", "kind", "text_vi", "minimum", "accepted", "open_clause", "alternatives"),
    *("after_appointment", "is_enabled", "valid_from", "valid_to", "legal_basis", "source", "trust"),
)
_TASK_HEADER = (
    *("task_id", "position_ids", "kind", "weight", "level_minimum", "level_maximum", "text_vi", "text_en"),
    *("wordings", "laws", "systems", "source", "trust"),
)
_COURSE_HEADER = (
    *("course_id", "name_vi", "name_en", "outline", "domain", "provider", "positions", "mode", "duration_periods"),
    *("lasts", "outcomes", "grants", "decree171_group", "status", "document", "source", "trust"),
)

_DESCRIPTOR_HEADER = ("competency_id", "group", "level", "text_vi", "text_en", "examples_vi", "examples_en")
_BLUEPRINT_HEADER = (
    *("blueprint_id", "competency_id", "group", "level", "form", "minutes", "asks_vi", "asks_en"),
    *("evidence_vi", "evidence_en", "source", "trust"),
)


def _position_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for each in catalogue.positions.values():
        levels = [f"{key} {level.minimum}-{level.maximum}" for key, level in each.levels.items()]
        names: tuple[Cell, ...] = (each.position_id, each.title_vi, each.title_en, each.aliases, str(each.group))
        places: tuple[Cell, ...] = (each.department, each.rank, each.field, each.goal_vi, levels)
        rows.append((*names, *places, each.origin.source, str(each.origin.trust)))
    return rows


def _standard_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for position_id, position in catalogue.positions.items():
        for rule in position.standards:
            what: tuple[Cell, ...] = (position_id, rule.rule_id, str(rule.kind), rule.text_vi, rule.minimum)
            accepts: tuple[Cell, ...] = (rule.accepted, rule.open_clause, rule.alternatives, rule.after_appointment)
            validity: tuple[Cell, ...] = (rule.is_enabled, rule.valid_from, rule.valid_to, rule.legal_basis)
            rows.append((*what, *accepts, *validity, rule.origin.source, str(rule.origin.trust)))
    return rows


def _task_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for task in catalogue.tasks.values():
        positions = positions_meant(catalogue, task.position_ids)
        level: tuple[Cell, ...] = (str(task.kind), str(task.weight), task.level.minimum, task.level.maximum)
        texts: tuple[Cell, ...] = (task.text_vi, task.text_en, task.wordings, task.laws, task.systems)
        rows.append((task.task_id, positions, *level, *texts, task.origin.source, str(task.origin.trust)))
    return rows


def _course_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for each in catalogue.courses.values():
        outcomes = [f"{outcome.requirement_id} {outcome.level}" for outcome in each.outcomes]
        names: tuple[Cell, ...] = (each.course_id, each.name_vi, each.name_en, each.outline, str(each.domain))
        held: tuple[Cell, ...] = (each.provider, each.positions, str(each.mode), each.duration_periods)
        gives: tuple[Cell, ...] = (outcomes, each.grants, each.decree171_group, str(each.status), each.document)
        rows.append((*names, *held, str(each.lasts or ""), *gives, each.origin.source, str(each.origin.trust)))
    return rows


def _descriptor_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for competency_id, competency in catalogue.competencies.items():
        for each in competency.descriptors:
            cell: tuple[Cell, ...] = (competency_id, str(each.group), each.level, each.text_vi, each.text_en)
            rows.append((*cell, each.examples_vi, each.examples_en))
    return rows


def _blueprint_cells(catalogue: Catalogue) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    for each in catalogue.blueprints.values():
        cell: tuple[Cell, ...] = (each.blueprint_id, each.competency_id, str(each.group), each.level)
        test: tuple[Cell, ...] = (str(each.form), each.minutes, each.asks_vi, each.asks_en)
        rows.append((*cell, *test, each.evidence_vi, each.evidence_en, each.origin.source, str(each.origin.trust)))
    return rows
