"""Problems gathered while files are read: codes with places become rows with words in both languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from recommender.problems import Problem
from recommender.readers.files.sheets import Sheet
from recommender.readers.problem_words import problem_words
from recommender.types import Severity

LONGEST_VALUE = 200


@dataclass
class ProblemLog:
    """The problems of all files, in the order found."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, file: str, sheet: str = "", cell: str = "", *, value: str = "", **words: str) -> None:
        """Write down one problem; `words` fill the message of its code, `times` > 1 says that it occurs so often."""
        text = problem_words()[code]
        given = {"value": _shown(value), "file": file, "sheet": sheet, **words}
        times = int(words.get("times", "1"))
        often_vi, often_en = (f" ({times} ô)", f" ({times} cells)") if times > 1 else ("", "")
        self.problems.append(
            Problem(
                file=file,
                sheet=sheet,
                cell=cell,
                code=code,
                severity=text.severity,
                value=_shown(value),
                message_vi=text.vi.format_map(given) + often_vi,
                message_en=text.en.format_map(given) + often_en,
                suggestion_vi=_advice(text.advice_vi, given),
                suggestion_en=_advice(text.advice_en, given),
            )
        )

    def forget(self, begin: int, codes: Collection[str]) -> None:
        """Drop the problems of these codes from number `begin` on: they turned out to say nothing."""
        self.problems[begin:] = [problem for problem in self.problems[begin:] if problem.code not in codes]

    def sheet(self, sheet: Sheet) -> SheetLog:
        """The same log, for problems inside one sheet."""
        return SheetLog(log=self, file=sheet.file, sheet=sheet.name)


def _shown(value: str) -> str:
    """A value as a message quotes it; what is left out of a long one is marked."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"


def _advice(template: str, given: Mapping[str, str]) -> str:
    """The advice filled in; "" when it would suggest and there is nothing to suggest."""
    return "" if "{suggestion}" in template and not given.get("suggestion") else template.format_map(given)


@dataclass(frozen=True, kw_only=True)
class SheetLog:
    """A log that knows the file and sheet it speaks of."""

    log: ProblemLog
    file: str
    sheet: str

    def add(self, code: str, cell: str = "", *, value: str = "", **words: str) -> None:
        """Write down one problem of this sheet."""
        self.log.add(code, self.file, self.sheet, cell, value=value, **words)

    def add_all(self, code: str, cells: Sequence[str], *, value: str = "", **words: str) -> None:
        """The same problem at several cells: each cell that is wrong, but assumptions and notes only once."""
        if problem_words()[code].severity is Severity.ERROR:
            for cell in cells:
                self.add(code, cell, value=value, **words)
        elif cells:
            self.add(code, cells[0], value=value, times=str(len(cells)), **words)
