"""The YAML file of one position from the position and its tasks, such that reading it gives equal objects back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from training_catalog.errors import CatalogueWriteError
from training_catalog.types import LevelRange, Origin, Position, StandardRule, Task

_BASE_DUMPER: type = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NEEDS_ESCAPES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
LINE_WIDTH = 110
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]|^\.|[. ]$")


class _Dumper(_BASE_DUMPER):  # type: ignore[misc]  # C when the library has it, else Python
    """Writes texts with signs that only an escape keeps, such as U+0085, in double quotes."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = '"' if _NEEDS_ESCAPES.search(text) else None
        node: yaml.ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style=style)
        return node


_Dumper.add_representer(str, _Dumper.represent_text)


def write_position(position: Position, tasks: Iterable[Task], folder: Path) -> Path:
    """Write `positions/{id}.yaml` of the catalogue folder and return its path; reading it gives equal objects back.

    Raises CatalogueWriteError when a task belongs to another position too: it goes to `tasks_common.yaml`.
    """
    own = tuple(tasks)
    for task in own:
        if task.position_ids != (position.position_id,):
            raise CatalogueWriteError(
                f"Nhiệm vụ {task.task_id} không thuộc riêng vị trí {position.position_id}.",
                f"Task {task.task_id} does not belong to position {position.position_id} alone.",
                hint_vi="Nhiệm vụ dùng chung ghi ở tasks_common.yaml.",
                hint_en="Shared tasks are written in tasks_common.yaml.",
            )
    path = folder / "positions" / f"{file_stem(position.position_id)}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(position_yaml(position, own).encode("utf-8"))
    return path


def position_yaml(position: Position, tasks: Iterable[Task]) -> str:
    """The text of one position file: block style, keys in documented order, Vietnamese as it is."""
    content: dict[str, object] = {
        "id": position.position_id,
        "title_vi": position.title_vi,
        "title_en": position.title_en,
        "aliases": list(position.aliases),
        "group": str(position.group),
        "department": position.department,
        "rank": position.rank,
        "field": position.field,
        "goal_vi": position.goal_vi,
        "goal_en": position.goal_en,
        "levels": {competency_id: _range(level) for competency_id, level in position.levels.items()},
        "standards": [_standard(rule) for rule in position.standards],
        "tasks": [_task(task) for task in tasks],
        **_origin(position.origin),
    }
    text = yaml.dump(
        content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=LINE_WIDTH
    )
    return str(text)


def file_stem(row_id: str) -> str:
    """The id as a file name; signs that a file name cannot have become their code, so that no two ids meet."""
    return _NOT_IN_FILE_NAMES.sub(lambda match: f"%{ord(match[0]):X}", row_id)


def _standard(rule: StandardRule) -> dict[str, object]:
    """The keys that say something; absent ones have their documented default."""
    written: dict[str, object] = {
        "id": rule.rule_id,
        "kind": str(rule.kind),
        "text_vi": rule.text_vi,
        "text_en": rule.text_en,
    }
    optional: Mapping[str, object] = {
        "minimum": rule.minimum,
        "accepted": list(rule.accepted),
        "open_clause": rule.open_clause,
        "alternatives": list(rule.alternatives),
        "after_appointment": rule.after_appointment,
        "enabled": True,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "legal_basis": rule.legal_basis,
    }
    written.update({key: value for key, value in optional.items() if value})
    written["enabled"] = rule.is_enabled
    return {**written, **_origin(rule.origin)}


def _task(task: Task) -> dict[str, object]:
    return {
        "id": task.task_id,
        "kind": str(task.kind),
        "weight": str(task.weight),
        "level": _range(task.level),
        "text_vi": task.text_vi,
        "text_en": task.text_en,
        "wordings": list(task.wordings),
        "laws": list(task.laws),
        "systems": list(task.systems),
        **_origin(task.origin),
    }


def _range(level: LevelRange) -> str:
    return f"{level.minimum}-{level.maximum}"


def _origin(origin: Origin) -> dict[str, object]:
    return {"source": origin.source, "trust": str(origin.trust)}
