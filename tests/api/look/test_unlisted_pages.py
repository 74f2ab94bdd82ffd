"""Pages that no address alone leads to: between two steps of coming in, after a change, and every refusal.

They too are checked for strings that nobody translated, and for words that address the reader as a friend would.
"""

from __future__ import annotations

import re

import pyotp
import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api import rendering
from api.look.translations import PSEUDO
from api.web.answers import refusal
from api.web.problems import KINDS, problem_of_code, problem_of_error
from recommender import errors
from recommender.errors import NangLucError
from recommender.store import jobs
from recommender.store.access import accounts, sessions
from recommender.store.access.sessions import Device
from recommender.store.tables.jobs import JOB, JobKind
from tests.api.look.test_pseudo_language import bare_pieces, data_of
from tests.api.world import World
from tests.api.world_rows import A1, NOW

SECRET = re.compile(r"[A-Z2-7 -]+")
"""Keys and recovery codes."""
FAMILIAR = re.compile(r"\b(bạn|anh, chị|anh/chị|quý vị)\b", re.IGNORECASE)


@pytest.fixture
def waiting(world: World) -> TestClient:
    """A browser whose password was right and whose role asks for a second step."""
    with world.store.writing() as conn:
        secret = sessions.create(
            conn, world.users["hr_b1"], device=Device(address="127.0.0.1"), is_second_factor_done=False, now=NOW
        )  # fmt: skip
    client = world.client()
    client.cookies.set("nangluc", secret)
    return client


def bare(world: World, html: str) -> list[str]:
    known = data_of(world).casefold()
    return [piece for piece in bare_pieces(html) if piece.casefold() not in known]


def test_no_step_of_coming_in_has_a_bare_string(
    world: World, waiting: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    needs = waiting.get("/sign-in/enrol")
    begun = waiting.post("/sign-in/enrol")
    secret = re.search(r'class="secret"[^>]*>([^<]+)<', begun.text)
    assert secret is not None
    key = secret[1].replace(" ", "")
    wrong = waiting.post("/sign-in/enrol/confirm", data={"code": "000000"})
    again = re.search(r'class="secret"[^>]*>([^<]+)<', wrong.text)
    key = again[1].replace(" ", "") if again else key
    done = waiting.post("/sign-in/enrol/confirm", data={"code": pyotp.TOTP(key).at(NOW)})
    assert [one.status_code for one in (needs, begun, wrong, done)] == [200, 200, 401, 200]
    for answer in (needs, begun, wrong, done):
        assert [piece for piece in bare(world, answer.text) if not SECRET.fullmatch(piece)] == []


def test_the_page_that_asks_for_a_code_has_no_bare_string(
    world: World, waiting: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = waiting.post("/sign-in/enrol")
    secret = re.search(r'class="secret"[^>]*>([^<]+)<', begun.text)
    assert secret is not None
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(NOW)
    assert waiting.post("/sign-in/enrol/confirm", data={"code": code}).status_code == 200
    with world.store.writing() as conn:
        waiting.cookies.clear()
        waiting.cookies.set("nangluc", sessions.create(
            conn, world.users["hr_b1"], device=Device(address="127.0.0.1"), is_second_factor_done=False, now=NOW
        ))  # fmt: skip
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    asked = waiting.get("/sign-in/code")
    refused = waiting.post("/sign-in/code", data={"code": "000000"})
    assert (asked.status_code, refused.status_code) == (200, 401)
    assert bare(world, asked.text) == bare(world, refused.text) == []


@pytest.mark.parametrize(("kind", "account", "path"), [
    (JobKind.SCREEN, "hr_a1", "/admin/jobs/{}"), (JobKind.SCREEN, "hr_a1", "/admin/jobs/{}/part"),
    (JobKind.SCREEN, "hr_a1", "/runs/waiting/RUN0PEN/{}"),
    (JobKind.POSITIONS, "province_a", "/positions/upload?job={}"),
])  # fmt: skip
@pytest.mark.parametrize("status", ["queued", "running", "failed", "cancelled"])
def test_no_page_that_waits_for_a_job_has_a_bare_string(
    world: World, kind: JobKind, account: str, path: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    with world.store.writing() as conn:
        found = accounts.find_account(conn, account)
        assert found is not None
        job_id = jobs.enqueue(conn, kind, {}, viewer=found.viewer(), unit_id=A1, now=NOW)
        conn.execute(update(JOB).where(JOB.c.job_id == job_id).values(status=status, n_done=40, n_total=120))
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    answer = world.client(account).get(path.format(job_id))
    assert answer.status_code == 200
    assert bare(world, answer.text) == []


def page_of(world: World, problem: object) -> str:
    scope = {
        "type": "http", "method": "GET", "path": "/runs", "headers": [], "query_string": b"", "app": world.app,
        "state": {"request_id": "5f0c2a7be1d94c33"}, "server": ("testserver", 80), "scheme": "http",
    }  # fmt: skip
    return bytes(refusal(scope, problem).body).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("code", sorted(KINDS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_of_a_refusal_is_whole_and_official(
    shared_world: World, code: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "language_of", lambda request: language)
    text = page_of(shared_world, problem_of_code(code, language))
    assert "None" not in text
    assert not FAMILIAR.search(text)
    assert f'<html lang="{language}"' in text


@pytest.mark.parametrize("code", sorted(KINDS))
def test_a_page_of_a_refusal_has_no_bare_string(
    shared_world: World, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    assert bare(shared_world, page_of(shared_world, problem_of_code(code, "vi"))) == []


@pytest.mark.parametrize("error", [errors.NotSignedIn, errors.SecondFactorNeeded, errors.NotAllowed, errors.NotFound])
def test_a_refusal_addresses_nobody(error: type[NangLucError]) -> None:
    problem = problem_of_error(error(), "vi")  # type: ignore[call-arg]
    assert not FAMILIAR.search(f"{problem.title} {problem.detail} {problem.hint}")
