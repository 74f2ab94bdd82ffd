"""Nasty texts through every field of every form and of every body: no fault, a word for each refusal, equal when read.

"Equal" is after what every text goes through: composed (NFC), line feeds alone, control signs as blanks, no blanks or
signs nobody sees at the ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from typing import Final
from urllib.parse import quote_plus

import pytest
from fastapi.routing import APIRoute
from httpx2 import Response
from starlette.testclient import TestClient

from api.app import PAGE_ROUTERS
from recommender.store.access import sessions
from recommender.store.access.sessions import Device
from tests.api.nasty_strings import FEW, NASTY, as_kept, as_kept_of_program, as_sent, marked, stands_in, texts_in
from tests.api.nasty_strings_bodies import BODIES, put, texts_of
from tests.api.nasty_strings_forms import (
    DAY,
    FORMS,
    NUMBER,
    SELF,
    Form,
    FormCase,
    forms_in,
    key_of,
    page_of_account,
    send,
)
from tests.api.world import World
from tests.api.world_rows import NOW
from tests.journeys.pages import PAGES

UNESCAPED = re.compile(r"<script>alert|<img src=x|<svg/onload|<b>đậm|<html>\s*$")
CHOICES: Final = "nothing is typed: ids of what is listed, or nothing at all"
TYPED: Final = "typed on a page that no address leads to: the test of hidden forms"
NOT_WALKED: Final[Mapping[str, str]] = {
    "POST /account/sessions/end": CHOICES,
    "POST /account/sessions/end-others": CHOICES,
    "POST /account/two-factor/codes": CHOICES,
    "POST /admin/catalogue/versions/{number}/restore": CHOICES,
    "POST /admin/jobs/{job_id}/cancel": CHOICES,
    "POST /admin/rules/{position_id}/{rule_id}/undo": CHOICES,
    "POST /admin/users/{user_id}/identity": TYPED,
    "POST /admin/users/{user_id}/identity/end": CHOICES,
    "POST /admin/users/{user_id}/second-step": CHOICES,
    "POST /admin/users/{user_id}/place": CHOICES,
    "POST /classes/{offering_id}/learners": CHOICES,
    "POST /imports/{import_id}/marked/{number}": CHOICES,
    "POST /imports/{import_id}/retry": CHOICES,
    "POST /imports/{import_id}/undo": CHOICES,
    "POST /me/classes/{offering_id}": CHOICES,
    "POST /me/evidence/{statement_id}/withdraw": CHOICES,
    "POST /offerings/{offering_id}/results": TYPED,
    "POST /people/{officer_id}/service-resume": CHOICES,
    "POST /positions/own/{own_id}/put-back": CHOICES,
    "POST /retention": TYPED,
    "POST /sign-in/code": TYPED,
    "POST /sign-in/enrol/confirm": TYPED,
}
"""A form that stands in no page of the walk → why not."""
HIDDEN: Final = (
    ("administrator", "/admin/users/{user}/identity", "subject"), ("institute", "/offerings/0FF-1/results", "lines"),
    ("", "/sign-in/code", "code"), ("", "/sign-in/enrol/confirm", "code"),
    ("province_a", "/admin/rules/II.04/degree/undo", "unit"), ("hr_a1", "/classes/0FF-1/learners", "officers"),
    ("province_a", "/retention", "officer"), ("hr_a1", "/imports/1MP0/marked/0", "language"),
    ("officer", "/account/sessions/end", "session_id"),
)  # fmt: skip
IN_HEAD = frozenset({"POST /preferences", "POST /sign-out"})


def opened(world: World, case: FormCase) -> tuple[TestClient, str]:
    """A browser of who fills the form, and the page it stands in."""
    client = world.client(case.account)
    return client, case.page if isinstance(case.page, str) else case.page(world)


def form_on(world: World, client: TestClient, page: str, key: str, name: str = "") -> Form:
    """The first form of that action on the page, or the first that has the field."""
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code, answer.headers.get("location"))
    asked = [form for form in forms_in(answer.text) if key_of(world, form) == key]
    return next((form for form in asked if any(one.plain_name == name for one in form.inputs)), asked[0])


def check_answer(answer: Response, about: object) -> None:
    """No fault; a refusal has words; nothing is unescaped."""
    assert answer.status_code < 500, about
    assert not UNESCAPED.search(answer.text), about
    if answer.status_code >= 400:
        is_told = 'role="alert"' in answer.text or "<h1" in answer.text or 'class="notice is-error' in answer.text
        assert is_told, about


def test_every_text_field_of_every_form_is_decided(shared_world: World) -> None:
    missing: set[tuple[str, str]] = set()
    pages = [(page.account, page.path) for page in PAGES]
    pages += [(case.account, case.page) for case in FORMS.values() if isinstance(case.page, str)]
    for account, path in pages:
        client = shared_world.client(account)
        for form in forms_in(client.get(path).text):
            key = key_of(shared_world, form)
            decided = {**FORMS[key].shown, **FORMS[key].unseen} if key in FORMS else {}
            missing |= {(key, one.plain_name) for one in form.inputs if one.is_text and one.plain_name not in decided}
    assert sorted(missing) == [], sorted(missing)


def test_every_form_of_every_route_is_walked_or_named(world: World) -> None:
    seen = set(FORMS)
    for account, path in [(page.account, page.path) for page in PAGES] + [("administrator", page_of_account(world))]:
        seen |= {key_of(world, form) for form in forms_in(world.client(account).get(path).text)}
    routes = [route for name in PAGE_ROUTERS for route in import_module(name).router.routes]
    keys = {f"POST {one.path}" for one in routes if isinstance(one, APIRoute) and "POST" in one.methods}
    left = sorted((keys - seen) ^ set(NOT_WALKED))
    assert left == [], "\n".join(left)


@pytest.mark.parametrize(("account", "path", "name"), HIDDEN)
def test_texts_are_no_fault_in_a_form_that_no_address_leads_to(
    world: World, account: str, path: str, name: str
) -> None:
    client = world.client(account)
    if not account:
        with world.store.writing() as conn:
            client.cookies.set("nangluc", sessions.create(
                conn, world.users["hr_b1"], device=Device(address="127.0.0.1"), is_second_factor_done=False, now=NOW
            ))  # fmt: skip
        client.post("/sign-in/enrol")
    for code in NASTY:
        sent = f"{name}={quote_plus(NASTY[code].encode('utf-8', 'surrogatepass'))}".encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = client.post(path.replace("{user}", world.users["hr_a1"]), content=sent, headers=headers)
        check_answer(answer, (path, code, answer.status_code))


@pytest.mark.parametrize("key", FORMS)
def test_texts_go_through_a_form_and_come_back_equal(world: World, key: str) -> None:
    case = FORMS[key]
    case.at_start(world)
    client, page = opened(world, case)
    number, form = 0, None
    for name in {**case.shown, **case.unseen}:
        for code in FEW if case.is_slow or case.unseen.get(name) in (DAY, NUMBER) else NASTY:
            number += 1
            case.before(world)
            if form is None or case.is_fresh or any(one.name == "version" for one in form.inputs):
                form = form_on(world, client, page, key, name)
            valid = {at: text.replace("#", str(number)) for at, text in case.valid.items()}
            at = next(one.name for one in form.inputs if one.plain_name == name)
            text = marked(code, f"m{number}")
            answer = send(client, form, form.filled(valid) | {at: text}, page=page)
            about = (key, name, code, answer.status_code, answer.headers.get("location", ""))
            check_answer(answer, about)
            if name in case.shown:
                read_again(world, case, name, answer, text, about)


def read_again(world: World, case: FormCase, name: str, answer: Response, text: str, about: object) -> None:
    """What was taken stands where it is shown, equal."""
    where, kept = case.shown[name], as_kept(text)[: case.cut.get(name)]
    kept = " ".join(kept.split()) if name in case.one_line else kept
    if where == SELF:
        wanted = as_sent(text) if answer.request.method == "GET" else kept
        assert answer.status_code != 200 or stands_in(answer.text, wanted), about
    elif answer.status_code == 303:
        read = world.client(case.reader or case.account).get(where)
        check_answer(read, about)
        assert stands_in(read.text, kept), about


def test_other_words_than_the_given_answers_are_no_fault(world: World) -> None:
    for page in PAGES:
        client = world.client(page.account)
        for form in forms_in(client.get(page.path).text):
            key = key_of(world, form)
            if key == "POST /sign-out":
                continue
            valid = FORMS[key].valid if key in FORMS else {}
            for one in form.inputs:
                for code in FEW[:2] if not one.is_text and one.kind != "file" else ():
                    sent = form.filled(valid) | {one.name: NASTY[code]}
                    check_answer(send(client, form, sent, page=page.path), (key, one.name, code))


@pytest.mark.parametrize("page", ["/me/evidence/new", "/imports"])
def test_names_of_files_are_no_fault_and_never_unescaped(world: World, page: str) -> None:
    account, case_key = ("officer", "POST /me/evidence") if page.startswith("/me") else ("hr_a1", "POST /imports")
    client = world.client(account)
    form = form_on(world, client, page, case_key)
    valid = FORMS[case_key].valid if case_key in FORMS else {}
    for code in NASTY:
        answer = send(client, form, form.filled(valid), page=page, file_name=f"{NASTY[code]}.pdf")
        check_answer(answer, (page, code))
        check_answer(client.get(page.removesuffix("/new")), (page, code))


def test_every_text_of_every_body_is_decided(shared_world: World) -> None:
    described = {
        (request, pointer) for request, found in texts_of(shared_world.app.openapi()).items() for pointer in found
    }
    decided = {(request, pointer) for request, case in BODIES.items() for pointer in {**case.shown, **case.unseen}}
    assert sorted(described ^ decided) == []


@pytest.mark.parametrize("request_name", BODIES)
def test_texts_go_through_a_body_and_come_back_equal(world: World, request_name: str) -> None:
    case, number = BODIES[request_name], 0
    case.at_start(world)
    client = world.client(case.account)
    for pointer in {**case.shown, **case.unseen}:
        for code in NASTY:
            number += 1
            case.before(world)
            text = marked(code, f"m{number}")
            valid = json.loads(json.dumps(case.body).replace("#", str(number)))
            headers = {"content-type": "application/json"}
            if case.mark_of:
                headers["if-match"] = client.get(case.mark_of).headers["etag"]
            method = request_name.split(" ", 1)[0]
            answer = client.request(method, case.url, content=json.dumps(put(valid, pointer, text)), headers=headers)
            about = (request_name, pointer, code, answer.status_code, answer.text[:300])
            assert answer.status_code < 500, about
            if answer.status_code >= 400:
                assert answer.json()["detail"], about
            elif pointer in case.shown:
                where = case.shown[pointer]
                read = answer if where == SELF else client.get(where)
                assert as_kept_of_program(text) in set(texts_in(read.json())), about
