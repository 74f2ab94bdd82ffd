"""Which passwords are refused: short ones and those made of pieces that a guesser tries first."""

from __future__ import annotations

import contextlib
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.errors import UsageError
from recommender.passwords import refuse_weak
from recommender.passwords.strength import LONGEST, SHORTEST

WORDS = ("binh.nv@tanphu.gov.vn", "Nguyễn Văn Bình", "UBND xã Tân Phú")


@pytest.mark.parametrize(
    "password",
    [
        "matkhau123456", "MatKhau@2026!", "P@ssw0rd2026", "anhyeuem19051985", "Hà Nội 2026 Việt Nam", "079085001234",
        "0912345678912", "aaaaaaaaaaaaaaaa", "abcabcabcabc", "qwertyuiop[]12", "1qaz2wsx3edc4rfv", "12.05.1985-1985",
        "password password", "vietnamvodich2026", "Nguyễn Văn Bình 1985", "tanphu tanphu 2026", "iloveyou iloveyou 1",
    ],
)  # fmt: skip
def test_what_people_often_choose_is_refused(password: str) -> None:
    with pytest.raises(UsageError):
        refuse_weak(password, words=WORDS)


@pytest.mark.parametrize(
    "password",
    ["con mèo nằm trên mái ngói đỏ", "x7Kq!mP2zv9R", "correct horse battery staple", "ba quả cam rơi xuống giếng sâu"],
)
def test_a_phrase_of_several_words_and_random_text_pass(password: str) -> None:
    refuse_weak(password, words=WORDS)


@pytest.mark.parametrize("length", [SHORTEST - 1, LONGEST + 1])
def test_the_length_has_bounds(length: int) -> None:
    letters = ("x7Kq!mP2zv9Rw" * 30)[:length]
    with pytest.raises(UsageError):
        refuse_weak(letters)


def test_a_letter_with_its_mark_apart_counts_once() -> None:
    with pytest.raises(UsageError):
        refuse_weak("é́ặ" + "x7K")


def test_64_and_more_characters_are_allowed() -> None:
    refuse_weak("ba quả cam rơi xuống giếng sâu rồi con ếch nhảy lên bờ nhìn trăng mười sáu rất tròn")


def test_the_same_text_around_a_word_of_the_account_is_weaker() -> None:
    refuse_weak("k9 thuongnhien 4")
    with pytest.raises(UsageError):
        refuse_weak("k9 thuongnhien 4", words=["thuongnhien"])


@given(st.text(alphabet=string.ascii_letters + string.digits + "!?#%", min_size=SHORTEST, max_size=40))
def test_the_check_raises_nothing_else(password: str) -> None:
    with contextlib.suppress(UsageError):
        refuse_weak(password)
