"""Signing in at a real provider on loopback: the good road, and everything a bad one or somebody between may send."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient

pytest.importorskip("authlib")
pytest.importorskip("joserfc")

from joserfc.jwk import RSAKey

from api import rendering
from api.app import create_app
from api.look.translations import PSEUDO
from recommender.store.access import accounts, identities
from recommender.store.tables.accounts import USER_ACCOUNT, USER_SESSION
from recommender.store.tables.identities import USER_IDENTITY
from tests.api.look.test_pseudo_language import bare_pieces, data_of
from tests.api.openid.provider_of_tests import CLIENT_ID, SECRET, SUBJECT, TestProvider, running
from tests.api.world import World
from tests.api.world_rows import NOW

pytestmark = pytest.mark.enable_socket


class Clock:
    """The clock of both sides, moved by tests."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[TestProvider]:
    with running(TestProvider(now=clock.seconds)) as answering:
        yield answering


@pytest.fixture
def site(world: World, provider: TestProvider, clock: Clock) -> World:
    """The world with the provider configured, and one identity linked to HR of a unit."""
    settings = dataclasses.replace(
        world.settings, oidc_issuer=provider.issuer, oidc_name="Cổng Hà Nội", oidc_client_id=CLIENT_ID,
        oidc_secret=SECRET, oidc_mfa_acr=("urn:hai-lop",), public_url="http://testserver",
    )  # fmt: skip
    with world.store.writing() as conn:
        identities.put_identity(conn, world.users["hr_a1"], provider.issuer, SUBJECT, by="test", now=NOW)
    app = create_app(settings, world.store, catalogue=world.app.state.catalogue, clock=clock)
    return dataclasses.replace(world, settings=settings, app=app)


def go(client: TestClient, wanted: str = "/people") -> str:
    """Where the browser is sent to sign in."""
    answer = client.get("/sign-in/provider", params={"next": wanted})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def come_back(client: TestClient, sent: dict[str, str]) -> Any:
    return client.get("/sign-in/provider/callback", params=sent, headers={"sec-fetch-site": "cross-site"})


def round_trip(site: World, provider: TestProvider, **changed: str) -> tuple[TestClient, Any]:
    """A browser that went there and came back, with what it was sent back with changed."""
    client = site.client()
    return client, come_back(client, {**provider.authorize(go(client)), **changed})


def n_sessions(site: World) -> int:
    with site.store.reading() as conn:
        return int(conn.execute(select(func.count()).select_from(USER_SESSION)).scalar_one())


def assert_refused(site: World, client: TestClient, answer: Any, *, before: int) -> None:
    """A page that says so, no session, no cookie, and the round trip cannot be ended a second time."""
    assert answer.status_code == 401
    assert "Chưa đăng nhập được" in answer.text
    assert "nangluc" not in client.cookies
    assert client.get("/people").status_code == 303
    assert n_sessions(site) == before


def test_a_linked_person_whom_the_provider_asked_twice_is_signed_in(site: World, provider: TestProvider) -> None:
    provider.claims = {"amr": ["pwd", "otp", "mfa"]}
    client, answer = round_trip(site, provider)
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert client.get("/people").status_code == 200
    assert client.post("/sign-out").status_code == 303
    assert client.get("/people").status_code == 303


def test_what_is_asked_holds_code_state_nonce_and_a_challenge_and_no_more(site: World, provider: TestProvider) -> None:
    address = urlsplit(go(site.client()))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.issuer}/authorize"
    assert min(len(asked.pop(name)) for name in ("state", "nonce", "code_challenge")) >= 43
    assert asked == {
        "response_type": "code", "client_id": CLIENT_ID, "scope": "openid", "code_challenge_method": "S256",
        "redirect_uri": "http://testserver/sign-in/provider/callback",
    }  # fmt: skip


@pytest.mark.parametrize(("claims", "goes_on"), [
    ({}, "/sign-in/enrol?next=%2Fpeople"), ({"amr": ["pwd"]}, "/sign-in/enrol?next=%2Fpeople"),
    ({"acr": "urn:mot-lop"}, "/sign-in/enrol?next=%2Fpeople"), ({"acr": "urn:hai-lop"}, "/people"),
])  # fmt: skip
def test_hr_still_takes_the_second_step_unless_the_token_says_multi_factor(
    site: World, provider: TestProvider, claims: dict[str, Any], goes_on: str
) -> None:
    provider.claims = claims
    client, answer = round_trip(site, provider)
    assert answer.headers["location"] == goes_on
    assert (client.get("/people").status_code == 200) == (goes_on == "/people")


@pytest.mark.parametrize("claims", [
    {"nonce": "another"}, {"nonce": None}, {"aud": "another-client"}, {"aud": None}, {"iss": "https://elsewhere"},
    {"iss": None}, {"aud": [CLIENT_ID, "another"]}, {"aud": [CLIENT_ID], "azp": "another"}, {"sub": None}, {"sub": ""},
    {"exp": None}, {"sub": 7}, {"amr": "mfa"}, {"at_hash": "of another token"},
])  # fmt: skip
def test_a_token_that_is_not_for_this_sign_in_opens_nothing(
    site: World, provider: TestProvider, claims: dict[str, Any]
) -> None:
    provider.claims, before = claims, n_sessions(site)
    client, answer = round_trip(site, provider)
    assert_refused(site, client, answer, before=before)


@pytest.mark.parametrize("claims", [{"exp": -61}, {"iat": 120}, {"nbf": 120}])
def test_a_token_out_of_its_time_opens_nothing(site: World, provider: TestProvider, claims: dict[str, int]) -> None:
    provider.claims = {name: int(NOW.timestamp()) + seconds for name, seconds in claims.items()}
    before = n_sessions(site)
    client, answer = round_trip(site, provider)
    assert_refused(site, client, answer, before=before)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
def test_a_token_signed_in_a_way_that_is_not_allowed_opens_nothing(
    site: World, provider: TestProvider, algorithm: str
) -> None:
    provider.algorithm, before = algorithm, n_sessions(site)
    client, answer = round_trip(site, provider)
    assert_refused(site, client, answer, before=before)


def test_a_token_signed_by_a_key_that_is_not_published_opens_nothing(site: World, provider: TestProvider) -> None:
    provider.published = [provider.key]
    provider.key = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
    before = n_sessions(site)
    client, answer = round_trip(site, provider)
    assert_refused(site, client, answer, before=before)


def test_keys_that_the_provider_changed_are_asked_for_again_but_not_at_every_bad_token(
    site: World, provider: TestProvider, clock: Clock
) -> None:
    provider.claims = {"amr": ["mfa"]}
    assert round_trip(site, provider)[1].status_code == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)
    assert round_trip(site, provider)[1].status_code == 401
    assert provider.n_key_requests == 1
    clock.now += timedelta(minutes=2)
    assert round_trip(site, provider)[1].status_code == 303
    assert provider.n_key_requests == 2


def test_a_weak_key_is_no_key(site: World, provider: TestProvider) -> None:
    with pytest.warns(match="1024|2048"):
        provider.key = RSAKey.generate_key(1024, {"kid": "one"}, auto_kid=False)
    provider.published = [provider.key]
    assert round_trip(site, provider)[1].status_code == 503


@pytest.mark.parametrize("changed", [
    {"state": "another"}, {"state": ""}, {"state": "é"}, {"iss": "https://elsewhere"}, {"iss": ""},
    {"code": ""}, {"error": "access_denied"},
])  # fmt: skip
def test_an_answer_that_is_not_the_providers_to_this_browser_opens_nothing(
    site: World, provider: TestProvider, changed: dict[str, str]
) -> None:
    before = n_sessions(site)
    client, answer = round_trip(site, provider, **changed)
    assert_refused(site, client, answer, before=before)


def test_an_answer_in_another_browser_opens_nothing(site: World, provider: TestProvider) -> None:
    sent, other, before = provider.authorize(go(site.client())), site.client(), n_sessions(site)
    assert_refused(site, other, come_back(other, sent), before=before)
    go(other)
    assert_refused(site, other, come_back(other, sent), before=before)


def test_an_answer_counts_once_and_within_ten_minutes(site: World, provider: TestProvider, clock: Clock) -> None:
    client = site.client()
    sent = provider.authorize(go(client))
    assert come_back(client, sent).status_code == 303
    assert come_back(client, sent).status_code == 401
    late = site.client()
    sent = provider.authorize(go(late))
    clock.now += timedelta(minutes=11)
    assert come_back(late, sent).status_code == 401


def test_a_cookie_that_was_changed_opens_nothing(site: World, provider: TestProvider) -> None:
    client = site.client()
    sent = provider.authorize(go(client))
    content, _, mac = client.cookies["nangluc-signing-in"].partition(".")
    for changed in (f"{content[:-4]}AAAA.{mac}", f"{content}.{mac[:-4]}AAAA", f"{content}.", content, ".", ""):
        other = site.client()
        other.headers["cookie"] = f"nangluc-signing-in={changed}"
        assert come_back(other, sent).status_code == 401
    assert come_back(client, sent).status_code == 303


def test_an_identity_that_is_not_linked_is_told_what_to_send_and_no_account_is_made(
    site: World, provider: TestProvider
) -> None:
    provider.subject = "somebody <new>"
    with site.store.reading() as conn:
        before = conn.execute(select(func.count()).select_from(USER_ACCOUNT)).scalar_one()
    client, answer = round_trip(site, provider)
    assert answer.status_code == 401
    assert "somebody &lt;new&gt;" in answer.text
    assert client.get("/people").status_code == 303
    with site.store.reading() as conn:
        assert conn.execute(select(func.count()).select_from(USER_ACCOUNT)).scalar_one() == before


def test_a_disabled_account_stays_shut(site: World, provider: TestProvider) -> None:
    with site.store.writing() as conn:
        accounts.set_disabled(conn, site.users["hr_a1"], is_disabled=True)
    before = n_sessions(site)
    client, answer = round_trip(site, provider)
    assert_refused(site, client, answer, before=before)
    assert SUBJECT not in answer.text


def test_a_session_that_came_along_ends(site: World, provider: TestProvider) -> None:
    client = site.client("officer")
    secret = client.cookies["nangluc"]
    provider.claims = {"amr": ["mfa"]}
    assert come_back(client, provider.authorize(go(client))).status_code == 303
    old = site.client()
    old.cookies.set("nangluc", secret)
    assert old.get("/me").status_code == 303


@pytest.mark.parametrize("wanted", ["https://elsewhere.vn/", "//elsewhere.vn", "/\\elsewhere.vn"])
def test_nobody_is_sent_elsewhere_afterwards(site: World, provider: TestProvider, wanted: str) -> None:
    provider.claims = {"amr": ["mfa"]}
    client = site.client()
    assert come_back(client, provider.authorize(go(client, wanted))).headers["location"] == "/"


@pytest.mark.parametrize("metadata", [
    {"issuer": "https://elsewhere"}, {"token_endpoint": "http://elsewhere.vn/token"}, {"jwks_uri": ""},
    {"code_challenge_methods_supported": ["plain"]},
])  # fmt: skip
def test_a_provider_that_publishes_what_cannot_be_trusted_is_not_gone_to(
    site: World, provider: TestProvider, metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    answer = site.client().get("/sign-in/provider")
    assert answer.status_code == 503
    assert "Không liên lạc được" in answer.text


def test_a_provider_that_is_away_is_left_alone_for_a_while_and_then_asked_again(
    site: World, provider: TestProvider, clock: Clock
) -> None:
    provider.is_away = True
    assert {site.client().get("/sign-in/provider").status_code for _ in range(3)} == {503}
    assert provider.n_metadata_requests == 1
    provider.is_away = False
    clock.now += timedelta(seconds=21)
    assert site.client().get("/sign-in/provider").status_code == 303
    assert provider.n_metadata_requests == 2


def test_the_button_is_shown_only_where_a_provider_is_configured(site: World, world: World) -> None:
    assert "Đăng nhập bằng Cổng Hà Nội" in site.client().get("/sign-in").text
    assert "/sign-in/provider" not in world.client().get("/sign-in").text
    for path in ("/sign-in/provider", "/sign-in/provider/callback?code=x&state=y"):
        assert world.client().get(path).status_code == 404


def test_an_administrator_links_and_unlinks_an_identity_of_others(site: World, provider: TestProvider) -> None:
    address = f"/admin/users/{site.users['officer']}"
    client = site.client("administrator")
    assert client.post(f"{address}/identity", data={"subject": SUBJECT}).status_code == 422
    assert client.post(f"{address}/identity", data={"subject": "of-an-officer"}).status_code == 303
    assert 'value="of-an-officer"' in client.get(address).text
    provider.subject = "of-an-officer"
    person, answer = round_trip(site, provider)
    assert answer.headers["location"] == "/people"
    assert person.get("/me").status_code == 200
    assert client.post(f"{address}/identity/end").status_code == 303
    assert person.get("/me").status_code == 303
    assert round_trip(site, provider)[1].status_code == 401


def test_nobody_links_an_identity_to_himself_or_outside_his_units(site: World) -> None:
    own = site.users["administrator_a"]
    client = site.client("administrator_a")
    assert client.post(f"/admin/users/{own}/identity", data={"subject": "me"}).status_code == 403
    other = site.users["hr_b1"]
    assert client.post(f"/admin/users/{other}/identity", data={"subject": "me"}).status_code == 404
    assert site.client("hr_a1").post(f"/admin/users/{own}/identity", data={"subject": "me"}).status_code == 403


def test_where_there_is_no_provider_nothing_is_linked(world: World) -> None:
    address = f"/admin/users/{world.users['officer']}/identity"
    client = world.client("administrator")
    assert client.post(address, data={"subject": "x"}).status_code == 422
    assert client.post(f"{address}/end").status_code == 409
    assert "Mã định danh" not in client.get(address.removesuffix("/identity")).text


def test_an_account_of_another_provider_is_not_opened(site: World, provider: TestProvider) -> None:
    with site.store.writing() as conn:
        conn.execute(update(USER_IDENTITY).values(issuer="https://the-old-one"))
    assert round_trip(site, provider)[1].status_code == 401


def test_no_page_about_the_provider_has_a_bare_string(
    site: World, provider: TestProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "language_of", lambda request: PSEUDO)
    provider.subject = "somebody whom nobody has linked"
    pages = [site.client().get("/sign-in"), round_trip(site, provider)[1], round_trip(site, provider, state="x")[1]]
    provider.is_away = True
    again = dataclasses.replace(site, app=create_app(site.settings, site.store, catalogue=site.app.state.catalogue))
    pages.append(again.client().get("/sign-in/provider"))
    assert [page.status_code for page in pages] == [200, 401, 401, 503]
    known = (data_of(site) + provider.subject).casefold()
    for page in pages:
        assert [piece for piece in bare_pieces(page.text) if piece.casefold() not in known] == []
