"""Links that change one thing of an address and keep the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.look.addresses import Address, is_local

ADDRESS = Address.of("/runs/1/verdicts", [("verdict", "meets"), ("field", "a b&c"), ("cursor", "xyz"), ("q", "")])


def test_empty_parameters_are_left_out_and_signs_are_quoted() -> None:
    assert str(ADDRESS) == "/runs/1/verdicts?verdict=meets&field=a+b%26c&cursor=xyz"


def test_a_change_goes_back_to_the_first_page() -> None:
    assert str(ADDRESS.replaced(sort="-p")) == "/runs/1/verdicts?verdict=meets&field=a+b%26c&sort=-p"
    assert ADDRESS.without("verdict").value("cursor") == ""


def test_toggle_adds_and_takes_away_one_value() -> None:
    both = ADDRESS.toggled("verdict", "needs_review")
    assert both.values("verdict") == ("meets", "needs_review")
    assert both.toggled("verdict", "meets").values("verdict") == ("needs_review",)


def test_export_takes_the_filters_along_without_the_page() -> None:
    assert str(ADDRESS.to("/x.csv")) == "/x.csv?verdict=meets&field=a+b%26c"


def test_search_form_carries_the_other_parameters() -> None:
    assert ADDRESS.hidden("verdict") == (("field", "a b&c"),)


@given(st.text(min_size=1), st.text(min_size=1))
def test_toggling_twice_changes_nothing(name: str, value: str) -> None:
    start = Address.of("/x", [("a", "1")])
    if name != "cursor" and (name, value) != ("a", "1"):
        assert start.toggled(name, value).toggled(name, value) == start


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/a\nb", "/\\/x"]
)
def test_address_of_another_host_is_not_ours(path: str) -> None:
    assert not is_local(path)


def test_plain_path_is_ours() -> None:
    assert is_local("/runs?sort=-p")
