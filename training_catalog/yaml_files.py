"""Blocks of text from a YAML file: every scalar stays text, so that a code such as 01.003 is never taken for a number.

The blocks are built from parser events with an explicit stack, so that hostile files (deep nesting, anchors that
multiply) are refused instead of exhausting the machine.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import yaml

from training_catalog.file_texts import file_text
from training_catalog.problem_texts import catalogue_problem
from training_catalog.rows import Block, Raw
from training_catalog.types import CatalogueProblem

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
MAX_DEPTH = 12
SHOWN_LINES = 20


class _RefusedError(Exception):
    """The file uses something a catalogue file may not use."""

    def __init__(self, line: int, feature: str) -> None:
        super().__init__(feature)
        self.line = line
        self.feature = feature


def read_yaml_file(path: Path, *, file: str, problems: list[CatalogueProblem]) -> Raw:
    """The content of the file at `path`; None when empty or refused (then `problems` says why)."""
    text = file_text(path, file=file, problems=problems)
    return None if text is None else parse_yaml(text, file=file, problems=problems)


def parse_yaml(text: str, *, file: str, problems: list[CatalogueProblem]) -> Raw:
    """The content of one YAML document given as text."""
    builder = _Builder(file=file, problems=problems)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError as refused:
        problems.append(catalogue_problem("unsupported_yaml", file=file, line=refused.line, feature=refused.feature))
        return None
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, file))
        return None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1 if isinstance(position, int) else 1
        detail = str(getattr(error, "reason", error))
        problems.append(catalogue_problem("bad_yaml", file=file, line=line, column=1, detail=detail))
        return None
    builder.report_normalised()
    return builder.root


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> CatalogueProblem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    detail = error.problem or error.context or "YAML"
    return catalogue_problem("bad_yaml", file=file, line=line, column=column, detail=detail)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Builder:
    """Collects parser events into nested lists and blocks."""

    def __init__(self, *, file: str, problems: list[CatalogueProblem]) -> None:
        self.root: Raw = None
        self._file = file
        self._problems = problems
        self._stack: list[list[Raw] | Block] = []
        self._keys: list[str | None] = []
        self._documents = 0
        self._normalised: list[int] = []

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            block = Block()
            block.line = _line(event)
            self._open(event, block)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(event, [])
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _RefusedError(_line(event), "“*…”")
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError(_line(event), "“---”")

    def report_normalised(self) -> None:
        if self._normalised:
            lines = ", ".join(str(line) for line in self._normalised[:SHOWN_LINES])
            more = ", …" if len(self._normalised) > SHOWN_LINES else ""
            self._problems.append(catalogue_problem("not_nfc", file=self._file, line=lines + more))

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_marks(event)
        value = event.value
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            value = unicodedata.normalize("NFC", value)
            self._normalised.append(_line(event))
        is_plain = event.style is None or event.style == ""
        if self._awaits_key():
            self._take_key(value, line=_line(event), is_plain=is_plain)
        else:
            self._put(None if is_plain and value in _NULLS else value)

    def _take_key(self, key: str, *, line: int, is_plain: bool) -> None:
        if is_plain and key == "<<":
            raise _RefusedError(line, "“<<”")
        block = self._stack[-1]
        if key in block:
            self._problems.append(catalogue_problem("duplicate_key", file=self._file, line=line, key=key))
        self._keys[-1] = key

    def _open(self, event: yaml.CollectionStartEvent, value: list[Raw] | Block) -> None:
        line = _line(event)
        self._refuse_marks(event)
        if self._awaits_key():
            raise _RefusedError(line, "“? …”")
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(line, f"> {MAX_DEPTH} × “[ ]”, “{{ }}”")
        self._put(value)
        self._stack.append(value)
        self._keys.append(None)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1], Block) and self._keys[-1] is None

    def _put(self, value: Raw) -> None:
        if not self._stack:
            self.root = value
            return
        holder = self._stack[-1]
        if isinstance(holder, Block):
            holder.setdefault(self._keys[-1] or "", value)
            self._keys[-1] = None
        else:
            holder.append(value)

    def _refuse_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            raise _RefusedError(_line(event), "“&…”")
        if event.tag is not None:
            raise _RefusedError(_line(event), "“!…”")
