"""What a form sends is kept composed, with single line feeds, without control signs and without what nobody sees."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.form_text import kept_text
from recommender.passwords import hash_password
from recommender.store.access import accounts
from tests.api.world import World
from tests.api.world_rows import NOW


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Ánh"), "Nguyễn Ánh"),
        ("một\r\nhai\rba\x0bbốn", "một\nhai\nba\nbốn"),
        ("a\0b\x1bc", "a b c"),
        ("\ufeff\u200bgiữa\u200bchữ\u2060", "giữa\u200bchữ"),
        (" \u200b\u00a0 ", ""),
        ("  đầu và cuối  ", "  đầu và cuối  "),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("bảng\tcột", "bảng\tcột"),
    ],
)
def test_text_is_kept_as_every_part_can_hold_it(sent: str, kept: str) -> None:
    assert kept_text(sent) == kept


@given(st.text())
def test_kept_text_is_kept_again_as_it_is(text: str) -> None:
    assert kept_text(kept_text(text)) == kept_text(text)


@given(st.text())
def test_no_control_sign_is_left(text: str) -> None:
    assert {sign for sign in kept_text(text) if unicodedata.category(sign) == "Cc"} <= {"\n", "\t"}


def test_a_password_typed_on_a_keyboard_that_sends_marks_apart_opens_the_same_account(world: World) -> None:
    with world.store.writing() as conn:
        accounts.set_password(conn, world.users["officer"], hash_password("gió mùa về trên bãi ngô"), now=NOW)
    apart = unicodedata.normalize("NFD", "gió mùa về trên bãi ngô")
    answer = world.client().post("/sign-in", data={"login": "officer", "password": apart})
    assert answer.status_code == 303
