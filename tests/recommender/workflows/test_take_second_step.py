"""The second step: who must take it, what an unfinished session may do, codes that work once, on both databases."""

from __future__ import annotations

import pytest

from recommender.errors import Conflict, NotSignedIn, SignInRefused, TooMany
from recommender.permissions import Action, Grant, Role
from recommender.store import Store
from recommender.store.access import second_factors, sessions
from recommender.store.access.sessions import SessionStage
from recommender.workflows.take_second_step import begin_enrolment, confirm_enrolment, give_code
from tests.recommender.workflows.account_factories import MINUTE, NOW, code_of, enter, make_account

HR = Grant(role=Role.UNIT_HR, unit_id="79001")


def enrolled(store: Store) -> tuple[str, tuple[str, ...]]:
    """An account with an authenticator since ten minutes ago, and its recovery codes."""
    user_id, then = make_account(store, "binh", HR), NOW - 10 * MINUTE
    secret = enter(store, now=then).secret
    begin_enrolment(store, secret, now=then)
    done = confirm_enrolment(store, secret, code_of(store, user_id, now=then), now=then)
    return user_id, done.recovery_codes


@pytest.mark.parametrize("role", [Role.UNIT_HR, Role.PROVINCE_HR, Role.DECISION_MAKER, Role.ADMINISTRATOR])
def test_roles_over_others_must_enrol_before_they_may_do_anything(sqlite_store: Store, role: Role) -> None:
    make_account(sqlite_store, "binh", Grant(role=role))
    made = enter(sqlite_store)
    assert made.stage is SessionStage.NEEDS_ENROLMENT
    assert not [action for action in Action if made.viewer.may(action)]


def test_an_officer_needs_no_second_step(sqlite_store: Store) -> None:
    make_account(sqlite_store, "binh", Grant(role=Role.OFFICER), officer_id="p1")
    assert enter(sqlite_store).viewer.may(Action.SEE_OWN)


def test_enrolment_gives_a_whole_session_with_a_new_secret_and_ten_codes(store: Store) -> None:
    user_id = make_account(store, "binh", HR)
    waiting = enter(store).secret
    enrolment = begin_enrolment(store, waiting, now=NOW)
    assert enrolment.uri.startswith("otpauth://totp/")
    done = confirm_enrolment(store, waiting, code_of(store, user_id, now=NOW), now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, waiting, now=NOW) is None
        whole = sessions.look_up(conn, done.secret, now=NOW)
    assert whole is not None
    assert whole.viewer.may(Action.SEE_PEOPLE)
    assert len(set(done.recovery_codes)) == 10


def test_the_secret_of_the_authenticator_is_not_in_the_database(sqlite_store: Store) -> None:
    make_account(sqlite_store, "binh", HR)
    secret = begin_enrolment(sqlite_store, enter(sqlite_store).secret, now=NOW).secret
    sqlite_store.close()
    database = sqlite_store.engine.url.database
    assert database is not None
    with open(database, "rb") as file:
        assert secret.encode() not in file.read()


def test_reloading_the_enrolment_page_shows_the_same_secret(sqlite_store: Store) -> None:
    make_account(sqlite_store, "binh", HR)
    waiting = enter(sqlite_store).secret
    assert begin_enrolment(sqlite_store, waiting, now=NOW) == begin_enrolment(sqlite_store, waiting, now=NOW + MINUTE)


def test_a_code_finishes_the_sign_in(store: Store) -> None:
    user_id, _ = enrolled(store)
    waiting = enter(store)
    assert waiting.stage is SessionStage.NEEDS_CODE
    done = give_code(store, waiting.secret, code_of(store, user_id, now=NOW), now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, waiting.secret, now=NOW) is None
        whole = sessions.look_up(conn, done.secret, now=NOW)
    assert whole is not None
    assert whole.stage is SessionStage.WHOLE


def test_a_code_works_once(store: Store) -> None:
    user_id, _ = enrolled(store)
    code = code_of(store, user_id, now=NOW)
    give_code(store, enter(store).secret, code, now=NOW)
    with pytest.raises(SignInRefused):
        give_code(store, enter(store).secret, code, now=NOW)


def test_an_old_code_is_refused(sqlite_store: Store) -> None:
    user_id, _ = enrolled(sqlite_store)
    with pytest.raises(SignInRefused):
        give_code(
            sqlite_store, enter(sqlite_store).secret, code_of(sqlite_store, user_id, now=NOW - 2 * MINUTE), now=NOW
        )


def test_a_recovery_code_works_once_and_in_small_letters(store: Store) -> None:
    user_id, codes = enrolled(store)
    assert give_code(store, enter(store).secret, codes[3].lower().replace("-", " "), now=NOW).secret
    with pytest.raises(SignInRefused):
        give_code(store, enter(store).secret, codes[3], now=NOW)
    with store.reading() as conn:
        assert second_factors.count_codes_left(conn, user_id) == 9


def test_codes_cannot_be_guessed_more_than_five_times(store: Store) -> None:
    user_id, _ = enrolled(store)
    waiting = enter(store).secret
    for number in range(5):
        with pytest.raises(SignInRefused):
            give_code(store, waiting, f"00000{number}", now=NOW)
    with pytest.raises(TooMany):
        give_code(store, waiting, code_of(store, user_id, now=NOW), now=NOW)


def test_a_second_authenticator_cannot_be_enrolled_over_the_first(sqlite_store: Store) -> None:
    enrolled(sqlite_store)
    with pytest.raises(Conflict):
        begin_enrolment(sqlite_store, enter(sqlite_store).secret, now=NOW)


def test_an_unfinished_session_ends_after_a_quarter_of_an_hour(sqlite_store: Store) -> None:
    user_id, _ = enrolled(sqlite_store)
    waiting, later = enter(sqlite_store).secret, NOW + 16 * MINUTE
    with pytest.raises(NotSignedIn):
        give_code(sqlite_store, waiting, code_of(sqlite_store, user_id, now=later), now=later)


def test_without_the_key_outside_the_database_codes_are_wrong(sqlite_store: Store) -> None:
    user_id, _ = enrolled(sqlite_store)
    stranger = Store(engine=sqlite_store.engine, audit_key=b"another key of thirty-two bytes!")
    waiting = enter(sqlite_store).secret
    with pytest.raises(SignInRefused):
        give_code(sqlite_store, waiting, code_of(stranger, user_id, now=NOW), now=NOW)
