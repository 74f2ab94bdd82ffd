"""The refusals of this package: a catalogue that cannot be used, with every problem found, in both languages.

TrainingCatalogError
├── CatalogueError        files of a catalogue hold errors; `.problems` has them all
└── CatalogueWriteError   something that cannot be written as a catalogue file
"""

from __future__ import annotations

from collections.abc import Sequence

from training_catalog.types import CatalogueProblem

SHOWN_PROBLEMS = 3


class TrainingCatalogError(Exception):
    """Root of every refusal of this package. `code` is stable, messages and hints are for people."""

    code = "training_catalog"

    def __init__(self, message_vi: str, message_en: str, *, hint_vi: str = "", hint_en: str = "") -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en
        self.hint_vi = hint_vi
        self.hint_en = hint_en

    @property
    def message(self) -> str:
        """The English message."""
        return self.message_en

    @property
    def hint(self) -> str:
        """What to do, in English."""
        return self.hint_en


class CatalogueError(TrainingCatalogError):
    """A catalogue has at least one problem of severity error and is not used."""

    code = "catalogue"

    def __init__(self, problems: Sequence[CatalogueProblem]) -> None:
        errors = [problem for problem in problems if problem.severity == "error"]
        first = errors[:SHOWN_PROBLEMS]
        more_vi = f"; và {len(errors) - len(first)} lỗi khác" if len(errors) > len(first) else ""
        more_en = f"; and {len(errors) - len(first)} more" if len(errors) > len(first) else ""
        super().__init__(
            f"Danh mục có {len(errors)} lỗi: " + "; ".join(f"{p.file}: {p.message_vi}" for p in first) + more_vi,
            f"The catalogue has {len(errors)} error(s): "
            + "; ".join(f"{p.file}: {p.message_en}" for p in first)
            + more_en,
            hint_vi="Chạy `nangluc catalogue check` để xem đầy đủ, sửa tệp rồi chạy lại.",
            hint_en="Run `nangluc catalogue check` to see all of them, correct the files and run again.",
        )
        self.problems = tuple(problems)


class CatalogueWriteError(TrainingCatalogError):
    """The objects given do not fit into one catalogue file."""

    code = "catalogue_write"
