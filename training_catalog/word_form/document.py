"""Paragraphs and tables in reading order, from the body of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree

from training_catalog.word_form.blocks import Block, Cell, Merge, Paragraph, Row, Table
from training_catalog.word_form.merging import resolve_merges
from training_catalog.word_form.problems import WordFormError
from training_catalog.word_form.shapes import Place, WordLimits
from training_catalog.word_form.wording import BULLET, join_lines

MOST_CELLS = 63
"""Word makes no more columns."""
WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
SKIPPED = {"del", "moveFrom", "pPr", "rPr", "instrText", "drawing", "pict", "Fallback", "txbxContent", "tblPr", "tcPr"}


class BodyReader:
    """Reads one body. Tags are compared without namespace, so the strict and the transitional format read alike."""

    def __init__(self, limits: WordLimits) -> None:
        self.limits = limits
        self.names: dict[str, str] = {}
        self.count = 0
        self.tables = 0

    def name(self, element: etree._Element) -> str:
        """The tag without namespace, kept in a table because every element asks."""
        tag = str(element.tag)
        if tag not in self.names:
            self.names[tag] = tag.rpartition("}")[2]
        return self.names[tag]

    def children(self, element: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Children named `wanted`, also inside content controls and tracked insertions."""
        for child in element:
            name = self.name(child)
            if name == wanted:
                yield child
            elif name in WRAPPERS:
                yield from self.children(child, wanted)

    def attribute(self, element: etree._Element | None, name: str = "val") -> str | None:
        """The value of a namespaced attribute."""
        if element is None:
            return None
        return next((str(value) for key, value in element.items() if key.rpartition("}")[2] == name), None)

    def first(self, element: etree._Element | None, *path: str) -> etree._Element | None:
        """The first descendant along a path of names."""
        for wanted in path:
            if element is None:
                return None
            element = next((child for child in element if self.name(child) == wanted), None)
        return element

    def charge(self) -> None:
        """Count one row or paragraph against the limit."""
        self.count += 1
        if self.count > self.limits.max_rows:
            raise WordFormError("file_too_big", f"> {self.limits.max_rows} dòng/rows")

    def blocks(self, body: etree._Element) -> Iterator[Block]:
        """Every paragraph and table of the body, in order."""
        for child in body:
            name = self.name(child)
            if name == "p":
                self.charge()
                yield Paragraph(text=join_lines(self.lines(child)))
            elif name == "tbl":
                yield self.table(child)
            elif name in WRAPPERS:
                yield from self.blocks(child)

    def table(self, element: etree._Element) -> Table:
        """One table with its merges still marked, not yet resolved."""
        self.tables += 1
        edges = self.grid(element)
        rows = []
        for number, row in enumerate(self.children(element, "tr"), 1):
            self.charge()
            if self.first(row, "trPr", "del") is None:
                place = Place(table=self.tables, row=number)
                rows.append(Row(cells=tuple(self.cells(row, edges)), place=place))
        return Table(rows=tuple(rows))

    def grid(self, element: etree._Element) -> list[float]:
        """Column edges of the table's grid as parts of its width; equal columns when widths are missing."""
        grid = self.first(element, "tblGrid")
        widths = [number_of(self.attribute(column, "w")) for column in grid] if grid is not None else []
        if not all(width > 0 for width in widths):
            widths = [1.0] * len(widths)
        edges = [0.0]
        for width in widths:
            edges.append(edges[-1] + width)
        return [edge / edges[-1] for edge in edges] if edges[-1] else [0.0, 1.0]

    def cells(self, row: etree._Element, edges: list[float]) -> Iterator[Cell]:
        """The cells of one row with their edges and merge marks."""
        column = int(number_of(self.attribute(self.first(row, "trPr", "gridBefore"))))
        last = len(edges) - 1
        for cell in islice(self.children(row, "tc"), MOST_CELLS):
            properties = self.first(cell, "tcPr")
            span = max(1, int(number_of(self.attribute(self.first(properties, "gridSpan")))))
            merge = self.first(properties, "vMerge")
            mark = Merge.NONE
            if merge is not None:
                mark = Merge.FIRST if self.attribute(merge) == "restart" else Merge.NEXT
            yield Cell(
                text=join_lines(self.lines(cell)),
                left=edges[min(column, last)],
                right=edges[min(column + span, last)],
                merge=mark,
            )
            column += span

    def lines(self, element: etree._Element) -> list[str]:
        """The lines of a paragraph or of a cell with all its paragraphs; list items carry a bullet."""
        parts: list[str] = []
        self.collect(element, parts)
        text = "".join(parts)
        if len(text) > self.limits.max_cell_letters:
            raise WordFormError("file_too_big", f"{len(text)} > {self.limits.max_cell_letters} ký tự/letters")
        return text.split("\n")

    def collect(self, element: etree._Element, parts: list[str]) -> None:
        """Append the visible text below `element`; deleted text, drawings and field codes stay out."""
        for child in [element] if self.name(element) == "p" else element:
            name = self.name(child)
            if name == "p":
                parts.append("\n")
                number = self.attribute(self.first(child, "pPr", "numPr", "numId"))
                if number not in (None, "0"):
                    parts.append(BULLET)
                for inner in child:
                    self.collect_inner(inner, parts)
            else:
                self.collect_inner(child, parts)

    def collect_inner(self, element: etree._Element, parts: list[str]) -> None:
        """Append the text of one element inside a paragraph, row or wrapper."""
        name = self.name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name in ("tab", "ptab"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in SKIPPED:
            self.collect(element, parts)


def number_of(text: str | None) -> float:
    """A number as written in an attribute; 0 when there is none or it is not a number."""
    try:
        return min(max(float(text or 0), 0.0), 1e6)
    except ValueError:
        return 0.0


def read_blocks(
    body: etree._Element, *, limits: WordLimits, starts_anew: Callable[[Row, Sequence[Row]], bool]
) -> list[Block]:
    """Paragraphs with text and whole tables, vertical merges resolved.

    A table that follows another with nothing between but empty paragraphs and page numbers is its next piece, unless
    `starts_anew(first row, rows before)` says that it opens a table of its own.
    """
    blocks: list[Paragraph | list[Row]] = []
    for block in BodyReader(limits).blocks(body):
        if isinstance(block, Paragraph):
            if any(char.isalpha() for char in block.text):
                blocks.append(block)
        elif block.rows:
            before = blocks[-1] if blocks else None
            if isinstance(before, list) and not starts_anew(block.rows[0], before):
                before += [replace(block.rows[0], is_split=True), *block.rows[1:]]
            else:
                blocks.append(list(block.rows))
    return [block if isinstance(block, Paragraph) else Table(rows=resolve_merges(block)) for block in blocks]
