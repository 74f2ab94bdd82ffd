from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.cursors import BadCursor, CursorSeal
from recommender.errors import NotFound

KEY = b"k" * 32


@given(position=st.text(min_size=1), purpose=st.text())
def test_what_was_sealed_opens(position: str, purpose: str) -> None:
    position = position.encode("utf-8", "ignore").decode()
    purpose = purpose.encode("utf-8", "ignore").decode()
    seal = CursorSeal(key=KEY, purpose=purpose)
    assert seal.opened(seal.sealed(position)) == position


@given(text=st.text(max_size=60))
def test_no_other_text_opens(text: str) -> None:
    if text:
        with pytest.raises(BadCursor):
            CursorSeal(key=KEY, purpose="people").opened(text)


@pytest.mark.parametrize("other", [
    CursorSeal(key=KEY, purpose="people|another viewer"), CursorSeal(key=b"o" * 32, purpose="people|viewer"),
])  # fmt: skip
def test_a_cursor_of_another_list_viewer_or_server_does_not_open(other: CursorSeal) -> None:
    cursor = CursorSeal(key=KEY, purpose="people|viewer").sealed("Nguyễn|7")
    with pytest.raises(NotFound if other.key == KEY else BadCursor):
        other.opened(cursor)


@given(place=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_cursor_with_one_bit_changed_is_no_cursor(place: int, bit: int) -> None:
    seal = CursorSeal(key=KEY, purpose="people")
    raw = bytearray(base64.urlsafe_b64decode(seal.sealed("Nguyễn|7") + "=="))  # type: ignore[operator]
    raw[place % len(raw)] ^= 1 << bit
    with pytest.raises(BadCursor):
        seal.opened(base64.urlsafe_b64encode(bytes(raw)).decode())


def test_a_cursor_does_not_show_in_plain_letters_where_it_stands() -> None:
    cursor = CursorSeal(key=KEY, purpose="people").sealed("Nguyễn Văn An")
    assert cursor is not None
    assert "An" not in cursor


def test_the_end_of_a_list_has_no_cursor() -> None:
    assert CursorSeal(key=KEY, purpose="people").sealed(None) is None
