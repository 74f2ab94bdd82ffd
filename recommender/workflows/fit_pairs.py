"""Say for pairs of free texts whether the profile meets the requirement, from one JSON-lines file into another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.fitting import FitEstimator, FitResult, load_parameters, shipped_folder
from models.fitting.estimator import NEEDS_REVIEW, Label
from models.matcher import Mode
from models.responsibility import LineLevel, TextLevel, shipped_estimator
from recommender.errors import InputError
from recommender.field_words import background_texts
from recommender.matching import encoder_for
from recommender.readers.cells.denied_clauses import Kept, without_denials
from training_catalog import load_catalogue

DECIMALS = 4
LEVEL_LINES = 2
KEYS = ("id", "profile", "requirement")
UNKNOWN = {
    "probability": 0.5, "verdict": NEEDS_REVIEW, "set": [str(label) for label in Label], "field": 0.5,
    "level": None, "lines": [],
}  # fmt: skip
"""Of a pair with a blank side nothing is known: nobody fails for an empty cell."""


@dataclass(frozen=True, kw_only=True)
class TextPair:
    """One line of the input."""

    pair_id: str
    profile: str
    requirement: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to compare."""
        return not self.profile.strip() or not self.requirement.strip()


@dataclass(frozen=True, kw_only=True)
class FitSummary:
    """How many pairs were judged, how many have a side without text or a profile that denies something, and why words
    alone decided, if so."""

    n_pairs: int
    n_blank: int
    n_denied: int
    fallback: str


def fit_pairs(pairs: Path, *, encoder: str, out: Path) -> FitSummary:
    """Write `{"id","probability","verdict","set","field","level","lines","left_out"}` lines in the order of the input.

    What a profile says is not known, held or done is no evidence of it: it is left out and told in `left_out`.
    """
    asked = read_pairs(pairs)
    kept = [without_denials(pair.profile) for pair in asked]
    chosen = encoder_for(Mode(encoder))
    estimator = FitEstimator(shipped_estimator(), chosen.encoder, background=background_texts(load_catalogue()))
    estimator.use(load_parameters(shipped_folder()))
    results = estimator.predict([said.text for said in kept], [pair.requirement for pair in asked])
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for pair, said, result in zip(asked, kept, results, strict=True):
            record = _record(pair, said, result)
            is_unknown = pair.is_blank or not said.text.strip()
            file.write(json.dumps({**record, **UNKNOWN} if is_unknown else record, ensure_ascii=False) + "\n")
    blank, denied = sum(pair.is_blank for pair in asked), sum(bool(said.left_out) for said in kept)
    return FitSummary(n_pairs=len(asked), n_blank=blank, n_denied=denied, fallback=chosen.fallback)


def read_pairs(path: Path) -> list[TextPair]:
    """The pairs of a file; InputError names the line that is not of the form or repeats an id."""
    rows: list[TextPair] = []
    seen: set[str] = set()
    for number, line in _lines(path):
        try:
            entry = json.loads(line)
            pair_id, profile, requirement = (entry[key] for key in KEYS)
        except (ValueError, KeyError, TypeError) as error:
            wanted = '{"id","profile","requirement"}'
            raise _refused(path, number, f"không phải {wanted}", f"is not {wanted}") from error
        if not isinstance(profile, str) or not isinstance(requirement, str):
            raise _refused(path, number, "có nội dung không phải là chữ", "holds something that is not a text")
        if str(pair_id) in seen:
            raise _refused(path, number, f"lặp lại id {pair_id}", f"repeats id {pair_id}")
        seen.add(str(pair_id))
        rows.append(TextPair(pair_id=str(pair_id), profile=profile, requirement=requirement))
    if not rows:
        raise InputError(f"{path.name} không có dòng nào.", f"{path.name} holds no line.")
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} không phải UTF-8.", f"{path.name} is not UTF-8.") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _refused(path: Path, number: int, why_vi: str, why_en: str) -> InputError:
    return InputError(f"{path.name}, dòng {number} {why_vi}.", f"{path.name}, line {number} {why_en}.")


def _record(pair: TextPair, said: Kept, result: FitResult) -> dict[str, object]:
    return {
        "id": pair.pair_id,
        "probability": round(result.probability, DECIMALS),
        "verdict": result.verdict,
        "set": [str(label) for label in result.kept],
        "field": round(result.field_probability, DECIMALS),
        "level": {
            "probability": round(result.level_probability, DECIMALS),
            "profile": _level(result.profile_level),
            "requirement": _level(result.requirement_level),
        },
        "lines": [
            {
                "requirement": line.requirement,
                "profile": line.profile,
                "similarity": round(line.similarity, DECIMALS),
            }
            for line in result.lines
        ],
        "left_out": list(said.left_out),
    }


def _level(found: TextLevel) -> dict[str, object]:
    telling = sorted(found.lines, key=_weight)[:LEVEL_LINES]
    return {
        "value": round(found.level, 2),
        "deviation": round(found.deviation, 2),
        "lines": [{"text": line.line, "level": round(line.level, 1)} for line in telling],
    }


def _weight(line: LineLevel) -> tuple[bool, float]:
    """Named grades first, then the lines furthest from the middle."""
    return not line.is_named, -abs(line.level - 3)
