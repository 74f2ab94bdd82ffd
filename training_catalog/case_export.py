"""The frame, positions, tasks, blueprints and courses as one package in the JSON shape of 1EdTech CASE 1.0.

Shape: IMS Competencies and Academic Standards Exchange (CASE) Service 1.0, CFPackage: one CFDocument, CFItems,
CFAssociations, CFDefinitions. Identifiers are UUIDs made from our ids, so that the same row keeps its identifier.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from training_catalog.audience import positions_meant
from training_catalog.types import Catalogue, Position, PositionGroup

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "nangluc")
_VERSION = re.compile(r"(\d{4})\.(\d{1,2})")


class ItemType(StrEnum):
    """Types of items; also their order."""

    COMPETENCY = "Competency"
    LEVEL = "Competency level"
    POSITION = "Job position"
    TASK = "Task"
    BLUEPRINT = "Assessment blueprint"
    COURSE = "Course"


class Grouping(StrEnum):
    """What an association without a type of its own in CASE means."""

    REQUIRES = "Position requires at least this level"
    LEADS_TO = "Course leads to this"


DESCRIPTIONS = {
    ItemType.COMPETENCY: "Năng lực trong khung năng lực",
    ItemType.LEVEL: "Mô tả một cấp độ của năng lực cho một nhóm vị trí",
    ItemType.POSITION: "Vị trí việc làm cấp xã",
    ItemType.TASK: "Nhiệm vụ của vị trí việc làm",
    ItemType.BLUEPRINT: "Khung đề kiểm tra một cấp độ năng lực",
    ItemType.COURSE: "Chương trình bồi dưỡng",
}


@dataclass(frozen=True, slots=True)
class _Node:
    """What an association points to."""

    title: str
    identifier: str

    @classmethod
    def of(cls, kind: ItemType, row_id: str, title: str = "") -> _Node:
        return cls(title or row_id, _identifier(kind, row_id))

    def link(self) -> dict[str, str]:
        return {"title": self.title, "identifier": self.identifier, "uri": _uri(self.identifier)}


@dataclass(frozen=True, slots=True)
class _Row:
    """What becomes an item; `words` in Vietnamese and English."""

    kind: ItemType
    row_id: str
    words: tuple[str, str]
    notes: str = ""
    keywords: tuple[str, ...] = ()
    level: str = ""


def case_package(catalogue: Catalogue) -> dict[str, object]:
    """The CFPackage as plain values; the same catalogue gives the same package."""
    changed = changed_at(catalogue)
    document = _Node(catalogue.name, _identifier("CFDocument", catalogue.name))
    items = [_item(row, changed) for row in _items(catalogue)]
    associations = [_association(changed, *each) for each in _associations(catalogue, document)]
    return {
        "CFDocument": {
            "identifier": document.identifier,
            "uri": _uri(document.identifier),
            "creator": "Năng Lực",
            "title": catalogue.name,
            "lastChangeDateTime": changed,
            "version": catalogue.version,
            "language": "vi",
            "adoptionStatus": "Draft",
            "notes": f"digest {catalogue.digest}",
        },
        "CFItems": items,
        "CFAssociations": associations,
        "CFDefinitions": {
            "CFItemTypes": [_item_type(kind, changed, place) for place, kind in enumerate(ItemType, 1)],
            "CFAssociationGroupings": [_grouping(each, changed) for each in Grouping],
        },
    }


def changed_at(catalogue: Catalogue) -> str:
    """The first day of the month in the catalogue's version (2026.11), else the first day of all."""
    found = _VERSION.search(catalogue.version)
    month = f"{found[1]}-{int(found[2]):02d}" if found else "1970-01"
    return f"{month}-01T00:00:00+00:00"


def level_id(competency_id: str, group: PositionGroup, level: int) -> str:
    """The id of one cell of the frame, as blueprints have it."""
    return f"{competency_id}.{group}.{level}"


def _items(catalogue: Catalogue) -> Iterator[_Row]:
    for competency in catalogue.competencies.values():
        words = (competency.name_vi, competency.name_en)
        yield _Row(ItemType.COMPETENCY, competency.competency_id, words, keywords=competency.aliases)
        for each in competency.descriptors:
            row_id = level_id(competency.competency_id, each.group, each.level)
            examples = " | ".join(each.examples_vi)
            yield _Row(ItemType.LEVEL, row_id, (each.text_vi, each.text_en), notes=examples, level=str(each.level))
    for position in catalogue.positions.values():
        words = (position.title_vi, position.title_en)
        yield _Row(ItemType.POSITION, position.position_id, words, notes=position.goal_vi)
    for task in catalogue.tasks.values():
        yield _Row(ItemType.TASK, task.task_id, (task.text_vi, task.text_en), keywords=task.wordings)
    for blueprint in catalogue.blueprints.values():
        words = (blueprint.asks_vi, blueprint.asks_en)
        yield _Row(ItemType.BLUEPRINT, blueprint.blueprint_id, words, notes=blueprint.evidence_vi)
    for course in catalogue.courses.values():
        yield _Row(ItemType.COURSE, course.course_id, (course.name_vi, course.name_en), notes=course.outline)


def _item(row: _Row, changed: str) -> dict[str, object]:
    identifier = _identifier(row.kind, row.row_id)
    item: dict[str, object] = {
        "identifier": identifier,
        "uri": _uri(identifier),
        "fullStatement": row.words[0],
        "alternativeLabel": row.words[1],
        "humanCodingScheme": row.row_id,
        "CFItemType": str(row.kind),
        "CFItemTypeURI": _Node(str(row.kind), _identifier("CFItemType", row.kind)).link(),
        "language": "vi",
        "lastChangeDateTime": changed,
    }
    extras = {
        "notes": row.notes,
        "conceptKeywords": list(row.keywords),
        "educationLevel": [row.level] * bool(row.level),
    }
    return item | {key: value for key, value in extras.items() if value}


_Link = tuple[str, _Node, _Node, Grouping | None]


def _associations(catalogue: Catalogue, document: _Node) -> Iterator[_Link]:
    for competency in catalogue.competencies.values():
        node = _Node.of(ItemType.COMPETENCY, competency.competency_id, competency.name_vi)
        yield "isChildOf", node, document, None
        for each in competency.descriptors:
            row_id = level_id(competency.competency_id, each.group, each.level)
            yield "isChildOf", _Node.of(ItemType.LEVEL, row_id), node, None
    for position in catalogue.positions.values():
        node = _Node.of(ItemType.POSITION, position.position_id, position.title_vi)
        yield "isChildOf", node, document, None
        yield from _required(catalogue, position, node)
    yield from _of_tasks(catalogue)
    for blueprint in catalogue.blueprints.values():
        cell = level_id(blueprint.competency_id, blueprint.group, blueprint.level)
        node = _Node.of(ItemType.BLUEPRINT, blueprint.blueprint_id)
        yield "exemplar", node, _Node.of(ItemType.LEVEL, cell), None
    yield from _of_courses(catalogue, document)


def _required(catalogue: Catalogue, position: Position, node: _Node) -> Iterator[_Link]:
    """The level a position requires; a blank cell of the frame is answered by the competency itself."""
    group = PositionGroup.LEADER if position.group is PositionGroup.LEADER else PositionGroup.SPECIALIST
    for competency_id, level in position.levels.items():
        cells = {(each.group, each.level) for each in catalogue.competencies[competency_id].descriptors}
        if (group, level.minimum) in cells:
            target = _Node.of(ItemType.LEVEL, level_id(competency_id, group, level.minimum))
        else:
            target = _Node.of(ItemType.COMPETENCY, competency_id)
        yield "isRelatedTo", node, target, Grouping.REQUIRES


def _of_tasks(catalogue: Catalogue) -> Iterator[_Link]:
    """A task of one position is its child; a shared one is part of each."""
    for task in catalogue.tasks.values():
        node = _Node.of(ItemType.TASK, task.task_id)
        meant = positions_meant(catalogue, task.position_ids)
        for position_id in meant:
            target = _Node.of(ItemType.POSITION, position_id, catalogue.positions[position_id].title_vi)
            yield "isChildOf" if len(meant) == 1 else "isPartOf", node, target, None


def _of_courses(catalogue: Catalogue, document: _Node) -> Iterator[_Link]:
    for course in catalogue.courses.values():
        node = _Node.of(ItemType.COURSE, course.course_id, course.name_vi)
        yield "isChildOf", node, document, None
        for each in course.outcomes:
            kind = ItemType.TASK if each.requirement_id in catalogue.tasks else ItemType.COMPETENCY
            yield "isRelatedTo", node, _Node.of(kind, each.requirement_id), Grouping.LEADS_TO
        for earlier in course.prerequisites:
            yield "precedes", _Node.of(ItemType.COURSE, earlier, catalogue.courses[earlier].name_vi), node, None


def _association(
    changed: str, kind: str, origin: _Node, destination: _Node, grouping: Grouping | None
) -> dict[str, object]:
    identifier = _identifier("CFAssociation", kind, origin.identifier, destination.identifier, str(grouping or ""))
    association: dict[str, object] = {
        "identifier": identifier,
        "uri": _uri(identifier),
        "associationType": kind,
        "originNodeURI": origin.link(),
        "destinationNodeURI": destination.link(),
        "lastChangeDateTime": changed,
    }
    if grouping is not None:
        association["CFAssociationGroupingURI"] = _Node(str(grouping), _identifier("Grouping", grouping)).link()
    return association


def _item_type(kind: ItemType, changed: str, place: int) -> dict[str, object]:
    node = _Node(str(kind), _identifier("CFItemType", kind))
    return {
        **node.link(),
        "description": DESCRIPTIONS[kind],
        "hierarchyCode": str(place),
        "lastChangeDateTime": changed,
    }


def _grouping(each: Grouping, changed: str) -> dict[str, object]:
    node = _Node(str(each), _identifier("Grouping", each))
    return {**node.link(), "description": str(each), "lastChangeDateTime": changed}


def _identifier(*parts: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "\n".join(str(part) for part in parts)))


def _uri(identifier: str) -> str:
    return f"urn:uuid:{identifier}"
