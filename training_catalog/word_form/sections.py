"""Each job description's parts, from the blocks of a document: its head, goal, tables and paragraphs by section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from training_catalog.word_form.blocks import Block, Paragraph, Row, Table
from training_catalog.word_form.form import (
    Label,
    Section,
    headings_of,
    is_form_name,
    label_of,
    row_labels,
    table_section,
)
from training_catalog.word_form.shapes import Place


@dataclass
class Parts:
    """One description being collected; rows and lines by section, in reading order."""

    place: Place
    head: dict[Label, str] = field(default_factory=dict)
    rows: dict[Section, list[Row]] = field(default_factory=dict)
    lines: dict[Section, list[str]] = field(default_factory=dict)

    def add_label(self, label: Label, text: str) -> None:
        """Keep the first text given for a label."""
        if text or label not in self.head:
            self.head[label] = self.head.get(label) or text


def find_descriptions(blocks: Iterable[Block]) -> list[Parts]:
    """The descriptions in reading order. A title label opens one; so does the form's name when tables follow it."""
    collector = Collector()
    for block in blocks:
        if isinstance(block, Paragraph):
            collector.take_paragraph(block)
        else:
            collector.take_table(block)
    return [parts for parts in collector.found if Label.TITLE in parts.head or parts.rows]


class Collector:
    """Walks the blocks and remembers in which description and section it is."""

    def __init__(self) -> None:
        self.found: list[Parts] = []
        self.section: Section | None = None

    def open(self, place: Place) -> None:
        """Start a description, unless the one just started by the form's name is still without content."""
        if not self.found or self.found[-1].head or self.found[-1].rows:
            self.found.append(Parts(place=place))
        elif place.table:
            self.found[-1].place = place
        self.section = Section.IDENTITY

    def take_paragraph(self, paragraph: Paragraph) -> None:
        """A form name, labelled lines, a heading, or text of the current section."""
        if is_form_name(paragraph.text):
            self.open(Place())
            return
        for line in paragraph.text.split("\n"):
            labelled = label_of(line)
            if labelled is not None and self.section in (None, Section.IDENTITY, Section.LEVELS):
                self.take_label(labelled, Place())
                continue
            text = self.take_heading(line)
            if text and self.found and self.section is not None:
                self.found[-1].lines.setdefault(self.section, []).append(text)

    def take_heading(self, line: str) -> str:
        """Enter the section a line heads; what is left of the line as text of the section."""
        sections = headings_of(line)
        if sections:
            self.section = sections[-1]
            return ""
        before, colon, after = line.partition(":")
        sections = headings_of(before) if colon else ()
        if sections:
            self.section = sections[-1]
            return after.strip()
        return line

    def take_label(self, labelled: tuple[Label, str], place: Place) -> None:
        """A line `Tên …: …` or its like; a second title opens the next description."""
        label, text = labelled
        if label is Label.TITLE or not self.found:
            self.open(place)
        self.section = Section.IDENTITY
        self.found[-1].add_label(label, text)

    def take_table(self, table: Table) -> None:
        """A table of the section that its head names, else of the section whose heading stands before it."""
        section = table_section(table.rows)
        if section is Section.IDENTITY:
            for row in table.rows:
                self.take_head_row(row)
            return
        if section is not None:
            self.section = section
        if self.found and self.section is not None:
            self.found[-1].rows.setdefault(self.section, []).extend(table.rows)

    def take_head_row(self, row: Row) -> None:
        """The labelled cells of a row; a label without text takes the next cell that is not a label itself."""
        waiting: Label | None = None
        if not row_labels(row):
            return
        for cell in row.cells:
            if cell.is_merged:
                continue
            for line in cell.text.split("\n"):
                labelled = label_of(line)
                if labelled is not None:
                    self.take_label(labelled, row.place)
                    waiting = labelled[0]
                elif waiting is not None and line:
                    held = self.found[-1].head
                    held[waiting] = f"{held[waiting]}\n{line}".strip()
