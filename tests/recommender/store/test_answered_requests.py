"""Keys of requests: held by one, answered once, given back after a refusal, forgotten after a day."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from recommender.errors import Conflict, UsageError
from recommender.store import Store
from recommender.store.answered_requests import (
    KEPT_FOR,
    LONGEST_WORK,
    KeptAnswer,
    RequestKey,
    claim,
    keep,
    release,
)

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ASKED = RequestKey(user_id="u1", key="key-0001", digest=b"one")
ANSWER = KeptAnswer(status=201, body='{"id":"1"}', headers={"location": "/x"})


def test_the_first_holds_the_key_and_the_next_gets_its_answer(store: Store) -> None:
    with store.writing() as conn:
        assert claim(conn, ASKED, now=NOW) is None
    with store.writing() as conn:
        keep(conn, ASKED, ANSWER)
    with store.writing() as conn:
        assert claim(conn, ASKED, now=NOW) == ANSWER


def test_while_the_first_is_at_work_the_next_is_told_so(store: Store) -> None:
    with store.writing() as conn:
        claim(conn, ASKED, now=NOW)
    with pytest.raises(Conflict), store.writing() as conn:
        claim(conn, ASKED, now=NOW)


def test_one_that_was_cut_off_is_never_carried_out_again_but_told_of(store: Store) -> None:
    with store.writing() as conn:
        claim(conn, ASKED, now=NOW)
    for later, words in ((LONGEST_WORK, "at work"), (LONGEST_WORK + timedelta(seconds=1), "was cut off")):
        with pytest.raises(Conflict, match=words), store.writing() as conn:
            claim(conn, ASKED, now=NOW + later)


def test_the_key_does_not_do_for_another_request(store: Store) -> None:
    with store.writing() as conn:
        claim(conn, ASKED, now=NOW)
    with pytest.raises(UsageError), store.writing() as conn:
        claim(conn, dataclasses.replace(ASKED, digest=b"two"), now=NOW)


def test_a_key_given_back_is_free_and_one_with_an_answer_is_not_given_back(store: Store) -> None:
    with store.writing() as conn:
        claim(conn, ASKED, now=NOW)
        release(conn, ASKED)
        assert claim(conn, ASKED, now=NOW) is None
        keep(conn, ASKED, ANSWER)
        release(conn, ASKED)
        assert claim(conn, ASKED, now=NOW) == ANSWER


def test_a_key_is_forgotten_after_a_day(store: Store) -> None:
    with store.writing() as conn:
        claim(conn, ASKED, now=NOW)
        keep(conn, ASKED, ANSWER)
        assert claim(conn, ASKED, now=NOW + KEPT_FOR + timedelta(seconds=1)) is None
