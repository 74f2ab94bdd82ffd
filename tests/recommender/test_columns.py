"""Look-ups by key keep the rows' order and index and say nothing where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from recommender.columns import OFFICERS, number_of, text_of

KEYS = st.lists(st.one_of(st.none(), st.sampled_from(["a", "b", "ă", "c"])), max_size=12)


@given(KEYS)
def test_a_text_is_the_one_of_its_key_or_nothing_row_by_row(keys: list[str | None]) -> None:
    texts = {"a": "một", "b": "hai", "ă": "ba"}
    given = pd.Series(keys, dtype="str", index=range(5, 5 + len(keys)))
    found = text_of(given, texts, otherwise="-")
    assert found.tolist() == [texts.get(key or "", "-") for key in keys]
    assert found.index.equals(given.index)
    assert found.dtype == "str"


@given(KEYS)
def test_a_number_is_the_one_of_its_key_or_none_row_by_row(keys: list[str | None]) -> None:
    numbers = {"a": 1.5, "c": -2.0}
    found = number_of(pd.Series(keys, dtype="str"), numbers)
    expected = np.array([numbers.get(key or "", np.nan) for key in keys], dtype=np.float64)
    np.testing.assert_array_equal(found.to_numpy(), expected)


def test_a_missing_text_of_a_known_key_is_the_text_for_nothing() -> None:
    assert text_of(pd.Series([1, 2]), {1: None, 2: "hai"}, otherwise="").tolist() == ["", "hai"]  # type: ignore[dict-item]


def test_a_frame_is_shaped_with_blanks_where_it_has_none() -> None:
    frame = pd.DataFrame({"officer_id": ["o2", "o1"], "unit_id": [None, "u1"], "extra": [1, 2]})
    shaped = OFFICERS.conform(frame)
    assert shaped.columns.tolist() == list(OFFICERS.columns)
    assert shaped["officer_id"].tolist() == ["o1", "o2"]
    assert shaped["unit_id"].tolist() == ["u1", ""]
    assert shaped["rank"].tolist() == ["", ""]
