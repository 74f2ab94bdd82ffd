from __future__ import annotations

import pytest
from fastapi import Request
from pydantic import BaseModel

from api.web.etags import IfMatchMissing, etag_of, is_known, require_match
from api.web.problems import problem_of_error
from recommender.errors import Stale


class Thing(BaseModel):
    name: str


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": raw})


def test_the_edit_of_what_was_read_goes_on() -> None:
    require_match(f'"x", {etag_of(Thing(name="a"))}', Thing(name="a"))


def test_the_edit_of_what_changed_meanwhile_is_refused() -> None:
    with pytest.raises(Stale) as refused:
        require_match(etag_of(Thing(name="a")), Thing(name="b"))
    assert problem_of_error(refused.value, "en").body("r")["current"] == {"name": "b"}


def test_an_edit_without_if_match_is_refused() -> None:
    with pytest.raises(IfMatchMissing):
        require_match(None, Thing(name="a"))


def test_a_weak_mark_of_the_same_content_is_known_for_reading() -> None:
    assert is_known(request(if_none_match='W/"x"'), '"x"')
    assert not is_known(request(), '"x"')
    assert is_known(request(if_none_match="*"), '"x"')
