from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.cursors import BadCursor, CursorSeal

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
def test_a_cursor_of_another_list_viewer_or_server_is_refused(other: CursorSeal) -> None:
    cursor = CursorSeal(key=KEY, purpose="people|viewer").sealed("Nguyễn|7")
    with pytest.raises(BadCursor):
        other.opened(cursor)


def test_a_cursor_does_not_show_in_plain_letters_where_it_stands() -> None:
    cursor = CursorSeal(key=KEY, purpose="people").sealed("Nguyễn Văn An")
    assert cursor is not None
    assert "An" not in cursor


def test_the_end_of_a_list_has_no_cursor() -> None:
    assert CursorSeal(key=KEY, purpose="people").sealed(None) is None
