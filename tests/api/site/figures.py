"""The figures of the method page from docs/evaluation.md; run it after a new evaluation.

python -m tests.api.site.figures
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

from api.site.measured import FILE, Measured

EVALUATION = Path(__file__).resolve().parents[3] / "docs" / "evaluation.md"


def told() -> Measured:
    """What the evaluation says now."""
    text = EVALUATION.read_text(encoding="utf-8")
    command = re.search(r"(\d+) communes a seed, (\d+) seeds", text)
    if command is None:
        raise LookupError("communes and seeds")
    engine, rule, levels = _row(text, "| **the engine** |"), _row(text, "| spreadsheet:"), _row(text, "| all | 1 |")
    return Measured(
        n_communes=int(command[1]), n_seeds=int(command[2]), wrongly_meets=engine[2], wrongly_not=engine[3],
        sent_to_review=engine[4], decided_rightly=engine[5], rule_wrongly_meets=rule[2], rule_wrongly_not=rule[3],
        rule_decided_rightly=rule[5], level_error=levels[2], interval_90=levels[5],
    )  # fmt: skip


def _row(text: str, start: str) -> list[float]:
    """The means of the first row that begins so, without their ranges."""
    line = next(line for line in text.splitlines() if line.startswith(start))
    cells = [cell.strip().split(" ")[0] for cell in line.strip("| ").split("|")[1:]]
    return [float(cell) if re.fullmatch(r"-?[\d.]+", cell) else float("nan") for cell in cells]


if __name__ == "__main__":
    FILE.write_text(json.dumps(dataclasses.asdict(told()), indent=2) + "\n", encoding="utf-8")
