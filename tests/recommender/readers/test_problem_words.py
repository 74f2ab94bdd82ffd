from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommender.readers import problem_words as module
from recommender.readers.cells.dates import DayNote
from recommender.readers.person_index import JoinedBy
from recommender.readers.problem_words import problem_words

FOLDER = Path(module.__file__).parent
STARTS = (
    "birth|citizen|class|column|date|day|decision|degrees|department|file|group|id|join|label|level|method|no|officer|party|"
    "position|posts|quota|rank|rating|result|results|row|rows|scale|score|sex|share|shares|sheet|text|unit"
)
CODE = re.compile(rf'"((?:{STARTS})_[a-z_]+)"')


def used_codes() -> set[str]:
    """Codes that the modules write as whole strings where a problem is told."""
    found: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r'\.add\(|FileRefused\(|problem=|\("[a-z_]+", \{|code = |problem = ', line):
                found.update(CODE.findall(line))
    return found


def test_every_code_that_is_told_has_words() -> None:
    codes = used_codes() | {str(note) for note in DayNote} | {str(how) for how in JoinedBy if how}
    assert len(codes) > 60
    assert sorted(codes - set(problem_words()) - {"unit_code", "unit_id", "officer_id"}) == []


def test_every_word_is_for_a_code_that_is_told() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    assert [code for code in problem_words() if f'"{code}"' not in text] == []


@pytest.mark.parametrize("code", sorted(problem_words()))
def test_words_exist_in_both_languages_with_the_same_blanks(code: str) -> None:
    words = problem_words()[code]
    assert words.vi
    assert words.en
    assert sorted(re.findall(r"\{\w+\}", words.vi)) == sorted(re.findall(r"\{\w+\}", words.en))
    assert bool(words.advice_vi) == bool(words.advice_en)
