"""Hashes: salted argon2id, nobody's password, and older hashes that are to be renewed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from recommender.passwords import hash_password, hashing, is_outdated, verify_password
from tests.recommender.workflows.account_factories import cheap_hasher


@pytest.fixture(autouse=True)
def own_cache() -> Iterator[None]:
    hashing._nobody.cache_clear()
    yield
    hashing._nobody.cache_clear()


def test_a_password_fits_its_own_hash_only() -> None:
    kept = hash_password("một câu dài")
    assert kept.startswith("$argon2id$")
    assert verify_password("một câu dài", kept)
    assert not verify_password("một câu dài ", kept)


def test_two_hashes_of_one_password_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hashing, "_hasher", cheap_hasher)
    assert hash_password("một câu dài") != hash_password("một câu dài")


def test_nobody_has_the_password_that_stands_in_for_unknown_accounts() -> None:
    assert not verify_password("nobody has this password", None)


def test_a_hash_with_less_work_is_outdated() -> None:
    assert is_outdated(cheap_hasher().hash("một câu dài"))
    assert not is_outdated(hash_password("một câu dài"))


def test_hashes_are_made_a_few_at_a_time() -> None:
    turns = [hashing._TURN.acquire(blocking=False) for _ in range(hashing.AT_ONCE + 1)]
    for is_taken in turns:
        if is_taken:
            hashing._TURN.release()
    assert turns == [True] * hashing.AT_ONCE + [False]
