"""Steps of long commands have words in both languages, numbers kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.progress import STEPS, Progress

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Speaking:
    language: str
    quiet: bool = False


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "lần lặp 3"), ("en", "repetition 3")], ids=["vietnamese", "english"]
)
def test_a_numbered_step_is_named_in_the_language_of_the_reader(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress(Speaking(language=language)) as progress:
        progress.step("repetition 3")
    assert said in capsys.readouterr().err


def test_every_step_that_a_workflow_tells_has_words() -> None:
    told = {
        name.split()[0].rstrip(",")
        for path in (ROOT / "recommender").rglob("*.py")
        for name in re.findall(r'\btell\(f?"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(told) > 8
    assert told <= set(STEPS)
