"""Signing in: what a right password gives, what a wrong one tells, and when the door is shut, on both databases."""

from __future__ import annotations

import multiprocessing
import statistics
import time
from datetime import timedelta

import pytest

from recommender.errors import SignInRefused, TooMany
from recommender.passwords import hashing
from recommender.permissions import Grant, Role
from recommender.store import Store, open_store
from recommender.store.access import sessions
from recommender.store.access.accounts import set_disabled
from recommender.store.access.sessions import Device, SessionStage
from recommender.workflows.sign_in import (
    MOST_FAILURES,
    MOST_OF_ACCOUNT,
    MOST_OF_ADDRESS,
    SignInRequest,
    network_of,
    sign_in,
    sign_out,
)
from tests.recommender.workflows.account_factories import HERE, MINUTE, NOW, PASSWORD, cheap_hasher, enter, make_account


def test_the_right_password_gives_a_session_that_can_be_looked_up(store: Store) -> None:
    user_id = make_account(store, "binh", Grant(role=Role.INSTITUTE))
    made = enter(store)
    assert made.stage is SessionStage.WHOLE
    with store.reading() as conn:
        found = sessions.look_up(conn, made.secret, now=NOW + MINUTE)
    assert found is not None
    assert (found.viewer.user_id, found.device.address) == (user_id, "10.0.0.1")


def test_the_login_does_not_hang_on_capitals_and_spaces(sqlite_store: Store) -> None:
    make_account(sqlite_store, "Binh@UBND.vn")
    assert enter(sqlite_store, " binh@ubnd.VN ").secret


@pytest.mark.parametrize(
    ("login", "password"), [("binh", "wrong"), ("nobody", PASSWORD), ("binh", "x" * 5000), ("", "")]
)
def test_every_wrong_detail_is_refused_in_the_same_words(sqlite_store: Store, login: str, password: str) -> None:
    make_account(sqlite_store)
    with pytest.raises(SignInRefused) as refused:
        enter(sqlite_store, login, password)
    assert str(refused.value) == str(SignInRefused())


def test_a_disabled_account_is_refused_like_an_unknown_one(store: Store) -> None:
    user_id = make_account(store)
    with store.writing() as conn:
        set_disabled(conn, user_id, is_disabled=True)
    with pytest.raises(SignInRefused):
        enter(store)


def test_a_session_that_came_along_is_dead_after_sign_in(store: Store) -> None:
    """Session fixation: a secret planted before sign-in, even a living one, is not the session afterwards."""
    make_account(store, "attacker")
    make_account(store, "binh")
    planted = enter(store, "attacker").secret
    made = enter(store, "binh", earlier_secret=planted)
    assert made.secret != planted
    with store.reading() as conn:
        assert sessions.look_up(conn, planted, now=NOW) is None


def test_a_copied_cookie_is_dead_after_sign_out(store: Store) -> None:
    make_account(store)
    made = enter(store)
    sign_out(store, made.viewer, made.secret, now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, made.secret, now=NOW) is None


@pytest.mark.parametrize(("later", "is_living"), [(29, True), (31, False)])
def test_an_idle_session_ends_after_thirty_minutes(sqlite_store: Store, later: int, is_living: bool) -> None:
    make_account(sqlite_store)
    secret = enter(sqlite_store).secret
    with sqlite_store.reading() as conn:
        assert (sessions.look_up(conn, secret, now=NOW + later * MINUTE) is not None) is is_living


def test_a_session_in_use_ends_after_twelve_hours(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    secret, now = enter(sqlite_store).secret, NOW
    with sqlite_store.writing() as conn:
        while (found := sessions.look_up(conn, secret, now=now)) is not None:
            sessions.touch(conn, found.session_id, now=now)
            now += 20 * MINUTE
    assert now - NOW == timedelta(hours=12)


def test_only_a_digest_of_the_session_is_kept(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    secret = enter(sqlite_store).secret
    sqlite_store.close()
    database = sqlite_store.engine.url.database
    assert database is not None
    with open(database, "rb") as file:
        content = file.read()
    assert secret.encode() not in content
    assert PASSWORD.encode() not in content


def test_five_failures_shut_the_door_for_account_and_address_even_for_the_right_password(store: Store) -> None:
    make_account(store)
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInRefused):
            enter(store, password="wrong")
    with pytest.raises(TooMany) as refused:
        enter(store)
    assert 0 < refused.value.retry_after_seconds <= 15 * 60


def test_the_door_opens_again_after_the_window(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInRefused):
            enter(sqlite_store, password="wrong")
    assert enter(sqlite_store, now=NOW + 15 * MINUTE + timedelta(seconds=1)).secret


def test_the_right_password_forgets_earlier_failures(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    for _ in range(2):
        for _ in range(MOST_FAILURES - 1):
            with pytest.raises(SignInRefused):
                enter(sqlite_store, password="wrong")
        assert enter(sqlite_store).secret


def test_the_door_is_shut_for_unknown_logins_too(sqlite_store: Store) -> None:
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInRefused):
            enter(sqlite_store, "nobody", "wrong")
    with pytest.raises(TooMany):
        enter(sqlite_store, "nobody", "wrong")


def test_another_address_is_not_locked_out(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    for _ in range(MOST_FAILURES):
        with pytest.raises(SignInRefused):
            enter(sqlite_store, password="wrong")
    elsewhere = SignInRequest(login="binh", password=PASSWORD, device=Device(address="10.9.9.9"))
    assert sign_in(sqlite_store, elsewhere, now=NOW).secret


def wrong_from(store: Store, address: str) -> None:
    with pytest.raises(SignInRefused):
        sign_in(store, SignInRequest(login="binh", password="wrong", device=Device(address=address)), now=NOW)


def test_many_addresses_do_not_get_five_guesses_each(store: Store) -> None:
    make_account(store)
    for number in range(MOST_OF_ACCOUNT):
        wrong_from(store, f"10.0.{number // 4}.1")
    with pytest.raises(TooMany):
        sign_in(store, SignInRequest(login="binh", password=PASSWORD, device=Device(address="10.9.9.9")), now=NOW)


def test_the_addresses_of_one_ipv6_network_are_one(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    for number in range(MOST_FAILURES):
        wrong_from(sqlite_store, f"2001:db8:1:2::{number:x}")
    device = Device(address="2001:db8:1:2:ffff::1")
    with pytest.raises(TooMany):
        sign_in(sqlite_store, SignInRequest(login="binh", password=PASSWORD, device=device), now=NOW)


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.0.0.1", "10.0.0.1"), ("::ffff:10.0.0.1", "10.0.0.1"), ("2001:db8::1", "2001:db8::/64"), ("", "")],
)
def test_attempts_are_counted_for_the_network_of_a_subscriber(address: str, network: str) -> None:
    assert network_of(address) == network


def test_one_address_cannot_try_a_password_on_ever_more_accounts(sqlite_store: Store) -> None:
    for number in range(MOST_OF_ADDRESS):
        with pytest.raises(SignInRefused):
            enter(sqlite_store, f"user{number}", "Password1234")
    with pytest.raises(TooMany):
        enter(sqlite_store, "one more", "Password1234")


def _guess(url: str, start: multiprocessing.synchronize.Event, answers: multiprocessing.Queue[str]) -> None:
    hashing._hasher = cheap_hasher  # type: ignore[assignment]  # this process is only for this test
    store = open_store(url, audit_key=b"k" * 32)
    start.wait()
    for _ in range(8):
        try:
            sign_in(store, SignInRequest(login="binh", password="wrong", device=HERE), now=NOW)
        except SignInRefused:
            answers.put("refused")
        except TooMany:
            answers.put("shut")
    store.close()


def test_two_processes_together_get_five_guesses(store: Store) -> None:
    make_account(store)
    context = multiprocessing.get_context("spawn")
    start, answers = context.Event(), context.Queue()
    url = store.engine.url.render_as_string(hide_password=False)
    guessers = [context.Process(target=_guess, args=(url, start, answers)) for _ in range(2)]
    for guesser in guessers:
        guesser.start()
    start.set()
    found = [answers.get(timeout=600) for _ in range(16)]
    for guesser in guessers:
        guesser.join(600)
    assert (found.count("refused"), found.count("shut")) == (MOST_FAILURES, 16 - MOST_FAILURES)


def test_an_unknown_login_takes_as_long_as_a_wrong_password(real_hashes: None, sqlite_store: Store) -> None:
    make_account(sqlite_store)

    def seconds(login: str, number: int) -> float:
        device = Device(address=f"10.1.{number}.{len(login)}")
        before = time.process_time()
        with pytest.raises(SignInRefused):
            sign_in(sqlite_store, SignInRequest(login=login, password="wrong", device=device), now=NOW)
        return time.process_time() - before

    seconds("warm", 0)
    pairs = [(seconds("binh", number), seconds("nobody", number)) for number in range(1, 10)]
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    # The hash takes a tenth of a second of the processor: leaving it out would show at once.
    assert 0.5 < unknown / known < 2
