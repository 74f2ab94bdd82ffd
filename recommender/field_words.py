"""The positions of a catalogue as fields: their words for written training pairs, their tasks as background texts."""

from __future__ import annotations

from models.fitting.training_pairs import FieldWords
from models.responsibility.wording import Language, Profession
from training_catalog.types import Catalogue, Position, Task

LEAST_TASKS = 4
BACKGROUND_TASKS = 3
STAFF = {Language.VI: "chuyên viên", Language.EN: "officers"}
CLIENT = {Language.VI: "người dân", Language.EN: "citizens"}


def field_words(catalogue: Catalogue) -> list[FieldWords]:
    """One field a position and language; odd tasks speak for profiles, even ones for requirements, none is copied."""
    found = []
    for position_id, position in sorted(catalogue.positions.items()):
        tasks = own_tasks(catalogue, position_id)
        if len(tasks) < LEAST_TASKS:
            continue
        for language in Language:
            found.append(
                FieldWords(
                    name=position_id,
                    language=language,
                    profile=_words(position, tasks[::2], language),
                    requirement=_words(position, tasks[1::2], language),
                )
            )
    return found


def background_texts(catalogue: Catalogue) -> list[str]:
    """Texts of many fields in both languages, against which nearness is judged when a batch has few texts."""
    found = []
    for position_id in sorted(catalogue.positions):
        tasks = own_tasks(catalogue, position_id)[:BACKGROUND_TASKS]
        for language in Language:
            found.append("\n".join(_text(task, language) for task in tasks))
    return [text for text in found if text]


def own_tasks(catalogue: Catalogue, position_id: str) -> list[Task]:
    """The tasks of this position alone, by id."""
    return [task for _, task in sorted(catalogue.tasks.items()) if task.position_ids == (position_id,)]


def _text(task: Task, language: Language) -> str:
    return task.text_vi if language is Language.VI else task.text_en


def _words(position: Position, tasks: list[Task], language: Language) -> Profession:
    title = position.title_vi if language is Language.VI else position.title_en
    short = [words for task in tasks for words in task.wordings] if language is Language.VI else []
    return Profession(
        field=title.removeprefix("Chuyên viên về "),
        staff=STAFF[language],
        client=CLIENT[language],
        work=tuple(_text(task, language).rstrip(".") for task in tasks),
        product=tuple(short) or tuple(_text(task, language).rstrip(".") for task in tasks),
    )
