"""Raw rows of every table from one catalogue folder, in file order, with duplicates inside the folder reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from training_catalog.csv_files import read_csv_file
from training_catalog.problem_texts import catalogue_problem, suggestion
from training_catalog.row_fields import RowFields
from training_catalog.rows import (
    BLUEPRINTS,
    CATALOGUE,
    COMPETENCIES,
    COURSES,
    LAWS,
    POSITIONS,
    ROW_KEYS,
    SYSTEMS,
    TASKS,
    UNITS,
    VOCABULARIES,
    Block,
    Raw,
    RawRow,
)
from training_catalog.types import CatalogueProblem
from training_catalog.yaml_files import parse_yaml, read_yaml_file

CSV_TABLES = {"units.csv": UNITS, "laws.csv": LAWS, "systems.csv": SYSTEMS} | {
    f"vocabularies/{name}.csv": name for name in VOCABULARIES
}
READ_APART = "former_units.csv"
"""Read on demand by `training_catalog.former_units`."""
_SINGLE_YAML = ("catalogue.yaml", "framework.yaml", "blueprints.yaml", "tasks_common.yaml")
_DATA_SUFFIXES = frozenset({".yaml", ".yml", ".csv"})


@dataclass(kw_only=True)
class FolderRows:
    """What one folder says: its name and version, and its rows in file order."""

    name: str
    version: str = ""
    rows: list[RawRow] = field(default_factory=list)
    problems: list[CatalogueProblem] = field(default_factory=list)
    _places: dict[tuple[str, str], RawRow] = field(default_factory=dict)

    def add(self, row: RawRow) -> bool:
        """Keep the row, or report it when the folder already has its id."""
        earlier = self._places.setdefault((row.table, row.row_id), row)
        if earlier is not row:
            problem = catalogue_problem("duplicate_id", file=row.place, row=row.row_id, other=earlier.place)
            self.problems.append(problem)
            return False
        self.rows.append(row)
        return True


def read_folder(folder: Path) -> FolderRows:
    """Everything readable in the folder; what is not is in `problems`."""
    found = FolderRows(name=folder.name)
    if not folder.is_dir():
        found.problems.append(catalogue_problem("folder_missing", file=folder.name, folder=folder))
        return found
    _read_heading(folder, found)
    _read_list(folder, "framework.yaml", COMPETENCIES, found)
    _read_list(folder, "blueprints.yaml", BLUEPRINTS, found)
    for path in _yaml_paths(folder / "positions"):
        _read_position(path, found)
    _read_list(folder, "tasks_common.yaml", TASKS, found)
    for path in _yaml_paths(folder / "courses"):
        _read_list(folder, f"courses/{path.name}", COURSES, found)
    for relative, table in CSV_TABLES.items():
        path = folder / relative
        if path.is_file():
            rows = read_csv_file(path, table=table, file=f"{folder.name}/{relative}", problems=found.problems)
            for row in rows:
                found.add(row)
    _report_unknown_files(folder, found)
    return found


def read_position_file(path: Path) -> FolderRows:
    """The rows of one position file that lies outside a catalogue folder."""
    found = FolderRows(name=path.parent.name)
    _read_position(path, found)
    return found


def read_position_text(text: str, *, file: str) -> FolderRows:
    """The rows of one position given as the text of its file."""
    found = FolderRows(name=file)
    _take_position(parse_yaml(text, file=file, problems=found.problems), file, found)
    return found


def _read_heading(folder: Path, found: FolderRows) -> None:
    path = folder / "catalogue.yaml"
    if not path.is_file():
        return
    file = f"{folder.name}/catalogue.yaml"
    block = read_yaml_file(path, file=file, problems=found.problems)
    if isinstance(block, Block):
        fields = RowFields(block, file=file, row="", keys=ROW_KEYS[CATALOGUE], problems=found.problems)
        found.name = fields.text("name", found.name)
        found.version = fields.text("version")
    elif block is not None:
        found.problems.append(_not_a_mapping(file, "catalogue.yaml"))


def _read_list(folder: Path, relative: str, table: str, found: FolderRows) -> None:
    """A YAML file that holds `{table}: [rows]` and perhaps `defaults`."""
    path = folder / relative
    if not path.is_file():
        return
    file = f"{folder.name}/{relative}"
    content = read_yaml_file(path, file=file, problems=found.problems)
    if content is None:
        return
    if not isinstance(content, Block):
        found.problems.append(_not_a_mapping(file, relative))
        return
    for key in content:
        if key not in (table, "defaults"):
            hints = suggestion(key, [table, "defaults"])
            found.problems.append(catalogue_problem("unknown_key", file=file, key=key, **hints))
    defaults = _defaults(content, file, found)
    for row in _listed_rows(content.get(table), table, file=file, found=found):
        _apply_defaults(row.values, defaults)
        found.add(row)


def _read_position(path: Path, found: FolderRows) -> None:
    file = f"{path.parent.parent.name}/positions/{path.name}" if path.parent.name == "positions" else path.name
    _take_position(read_yaml_file(path, file=file, problems=found.problems), file, found)


def _take_position(content: Raw, file: str, found: FolderRows) -> None:
    if content is None:
        return
    if not isinstance(content, Block):
        found.problems.append(_not_a_mapping(file, file.rpartition("/")[2]))
        return
    row_id = content.get("id")
    if not isinstance(row_id, str) or not row_id:
        found.problems.append(catalogue_problem("missing_key", file=file, key="id"))
        return
    defaults = _defaults(content, file, found)
    _apply_defaults(content, defaults)
    standards = content.get("standards")
    for standard in standards if isinstance(standards, list) else ():
        if isinstance(standard, Block):
            _apply_defaults(standard, defaults)
    row = RawRow(table=POSITIONS, row_id=row_id, file=file, values=content, lists_tasks="tasks" in content)
    if not found.add(row):
        return
    for task in _listed_rows(content.get("tasks"), TASKS, file=file, found=found, owner=row_id):
        _apply_defaults(task.values, defaults)
        found.add(task)


def _listed_rows(content: Raw, table: str, *, file: str, found: FolderRows, owner: str = "") -> list[RawRow]:
    if content is None:
        return []
    rows: list[RawRow] = []
    items = content if isinstance(content, list) else [content]
    for block in items:
        if not isinstance(block, Block) or not isinstance(content, list):
            wanted = {"wanted_vi": "một danh sách các mục", "wanted_en": "a list of mappings"}
            value = block if isinstance(block, str) else "…"
            found.problems.append(catalogue_problem("wrong_type", file=file, key=table, value=value, **wanted))
            continue
        row_id = block.get("id")
        if isinstance(row_id, str) and row_id:
            rows.append(RawRow(table=table, row_id=row_id, file=file, values=block, owner=owner))
        else:
            found.problems.append(catalogue_problem("missing_key", file=f"{file}:{block.line}", key="id"))
    return rows


def _defaults(content: Block, file: str, found: FolderRows) -> dict[str, Raw]:
    defaults = content.get("defaults")
    if defaults is None:
        return {}
    if not isinstance(defaults, Block):
        found.problems.append(_not_a_mapping(file, "defaults"))
        return {}
    for key in defaults:
        if key not in ("source", "trust"):
            hints = suggestion(key, ["source", "trust"])
            found.problems.append(catalogue_problem("unknown_key", file=file, key=f"defaults.{key}", **hints))
    return {key: value for key, value in defaults.items() if key in ("source", "trust")}


def _apply_defaults(values: Block, defaults: dict[str, Raw]) -> None:
    for key, value in defaults.items():
        values.setdefault(key, value)


def _not_a_mapping(file: str, key: str) -> CatalogueProblem:
    wanted = {"wanted_vi": "các cặp “khóa: giá trị”", "wanted_en": "a mapping"}
    return catalogue_problem("wrong_type", file=file, key=key, value="…", **wanted)


def _yaml_paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml")) if folder.is_dir() else []


def _report_unknown_files(folder: Path, found: FolderRows) -> None:
    """Files that look like data but that nothing reads, such as `law.csv` or `positions/II.04.yml`."""
    known = [*_SINGLE_YAML, *CSV_TABLES, READ_APART]
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.suffix.casefold() not in _DATA_SUFFIXES or relative in known or not path.is_file():
            continue
        parts = relative.split("/")
        if len(parts) == 2 and parts[0] in ("positions", "courses") and path.suffix == ".yaml":
            continue
        if parts[0] == "tables" or any(part.startswith(".") for part in parts):
            continue
        wanted = relative[:-4] + ".yaml" if relative.endswith(".yml") else relative
        hints = suggestion(wanted, known)
        found.problems.append(catalogue_problem("unknown_file", file=f"{folder.name}/{relative}", **hints))
