"""What people do with their own account, and what a token can carry, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, SignInRefused, TooMany, UsageError
from recommender.permissions import Action, Grant, Role, Viewer
from recommender.store import Store
from recommender.store.access import accounts, sessions, tokens
from recommender.store.access.tokens import MadeToken, NewToken
from recommender.workflows.keep_own_account import (
    FOR_MACHINES,
    change_language,
    change_password,
    end_other_sessions,
    end_session,
    end_token,
    make_token,
    renew_recovery_codes,
)
from tests.recommender.workflows.account_factories import NOW, PASSWORD, enter, make_account

NEW_PASSWORD = "một phần mềm rất khó đoán ra"
INSTITUTE = Grant(role=Role.INSTITUTE)


def institute(store: Store) -> Viewer:
    make_account(store, "binh", INSTITUTE)
    return enter(store).viewer


def token(store: Store, viewer: Viewer, *actions: Action, days: int = 30) -> MadeToken:
    new = NewToken(label="feed", actions=frozenset(actions), expires_at=NOW + timedelta(days=days))
    return make_token(store, viewer, new, now=NOW)


def session_id(store: Store, secret: str) -> str:
    with store.reading() as conn:
        found = sessions.look_up(conn, secret, now=NOW)
    assert found is not None
    return found.session_id


def test_another_password_ends_the_other_sessions_and_keeps_this_one(store: Store) -> None:
    make_account(store)
    here, there = enter(store), enter(store)
    own = session_id(store, here.secret)
    change_password(store, here.viewer, old=PASSWORD, new=NEW_PASSWORD, session_id=own, now=NOW)
    with store.reading() as conn:
        assert sessions.look_up(conn, here.secret, now=NOW) is not None
        assert sessions.look_up(conn, there.secret, now=NOW) is None
    assert enter(store, password=NEW_PASSWORD).secret
    with pytest.raises(SignInRefused):
        enter(store)


def test_the_old_password_must_be_right_and_cannot_be_guessed(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    viewer = enter(sqlite_store).viewer
    for _ in range(5):
        with pytest.raises(SignInRefused):
            change_password(sqlite_store, viewer, old="wrong", new=NEW_PASSWORD, session_id="", now=NOW)
    with pytest.raises(TooMany):
        change_password(sqlite_store, viewer, old=PASSWORD, new=NEW_PASSWORD, session_id="", now=NOW)


def test_a_weak_new_password_is_refused(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    viewer = enter(sqlite_store).viewer
    with pytest.raises(UsageError):
        change_password(sqlite_store, viewer, old=PASSWORD, new="binh binh binh", session_id="", now=NOW)


def test_people_see_and_end_their_own_sessions_only(store: Store) -> None:
    make_account(store, "binh")
    make_account(store, "an")
    mine, other, stranger = enter(store, "binh"), enter(store, "binh"), enter(store, "an")
    with store.reading() as conn:
        assert len(sessions.list_sessions(conn, mine.viewer, now=NOW)) == 2
    with pytest.raises(NotFound):
        end_session(store, mine.viewer, session_id(store, stranger.secret), now=NOW)
    end_session(store, mine.viewer, session_id(store, other.secret), now=NOW)
    enter(store, "binh")
    assert end_other_sessions(store, mine.viewer, session_id=session_id(store, mine.secret), now=NOW) == 1


def test_recovery_codes_are_renewed_only_beside_an_authenticator(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    with pytest.raises(Conflict):
        renew_recovery_codes(sqlite_store, enter(sqlite_store).viewer, now=NOW)


def test_the_language_is_kept(sqlite_store: Store) -> None:
    user_id = make_account(sqlite_store)
    change_language(sqlite_store, enter(sqlite_store).viewer, "en")
    with sqlite_store.reading() as conn:
        account = accounts.get_account(conn, user_id)
    assert account is not None
    assert account.language == "en"


def test_a_token_speaks_for_its_owner_within_its_actions(store: Store) -> None:
    viewer = institute(store)
    made = token(store, viewer, Action.SEE_DEMAND)
    assert made.secret.startswith("nl_")
    with store.reading() as conn:
        speaker = tokens.look_up(conn, made.secret, now=NOW)
    assert speaker is not None
    assert speaker.user_id == viewer.user_id
    assert [action for action in Action if speaker.may(action)] == [Action.SEE_DEMAND]


@pytest.mark.parametrize(
    "action", sorted(set(Action) - {Action.SEE_DEMAND, Action.EDIT_COURSES, Action.RECORD_RESULTS})
)
def test_an_institute_makes_no_token_for_anything_else(sqlite_store: Store, action: Action) -> None:
    viewer = Viewer(user_id="i", name="I", grants=(INSTITUTE,))
    with pytest.raises(NotAllowed):
        token(sqlite_store, viewer, Action.SEE_DEMAND, action)


@pytest.mark.parametrize("action", sorted(set(Action) - FOR_MACHINES))
def test_what_a_person_must_do_is_never_in_a_token(sqlite_store: Store, action: Action) -> None:
    everything = tuple(Grant(role=role) for role in Role)
    viewer = Viewer(user_id="e", name="E", grants=everything, officer_id="p")
    with pytest.raises(NotAllowed):
        token(sqlite_store, viewer, action)


def test_a_token_cannot_make_a_token(sqlite_store: Store) -> None:
    speaker = Viewer(user_id="i", name="I", grants=(INSTITUTE,), limited_to=frozenset({Action.SEE_DEMAND}))
    with pytest.raises(NotAllowed):
        token(sqlite_store, speaker, Action.SEE_DEMAND)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lives_a_year_at_most(sqlite_store: Store, days: int) -> None:
    with pytest.raises(UsageError):
        token(sqlite_store, institute(sqlite_store), Action.SEE_DEMAND, days=days)


def test_a_token_is_dead_after_its_day_and_after_it_was_ended(store: Store) -> None:
    viewer = institute(store)
    first, second = token(store, viewer, Action.SEE_DEMAND, days=1), token(store, viewer, Action.SEE_DEMAND)
    end_token(store, viewer, second.token_id, now=NOW)
    with store.reading() as conn:
        assert tokens.look_up(conn, first.secret, now=NOW + timedelta(days=1)) is None
        assert tokens.look_up(conn, second.secret, now=NOW) is None
    with pytest.raises(NotFound):
        end_token(store, viewer, second.token_id, now=NOW)


def test_a_token_loses_what_its_owner_loses(store: Store) -> None:
    viewer = institute(store)
    made = token(store, viewer, Action.SEE_DEMAND)
    with store.writing() as conn:
        accounts.remove_grant(conn, viewer.user_id, INSTITUTE)
        speaker = tokens.look_up(conn, made.secret, now=NOW)
    assert speaker is not None
    assert not speaker.may(Action.SEE_DEMAND)


def test_a_session_secret_is_no_token(sqlite_store: Store) -> None:
    make_account(sqlite_store)
    with sqlite_store.reading() as conn:
        assert tokens.look_up(conn, enter(sqlite_store).secret, now=NOW) is None
