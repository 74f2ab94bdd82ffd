"""Pages that only a form leads to: looks before a change, secrets shown once, refusals of forms about one account."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from recommender.store.access import accounts
from tests.api.world_rows import PEOPLE
from tests.journeys.conftest import Visiting
from tests.journeys.preparing import changing
from tests.journeys.site import Site
from tests.journeys.test_every_page import check_looks

SUMMARY: Final = ".error-summary li"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A form, what is put into it, and what comes back; USER in an address is the id of an account."""

    name: str
    account: str
    path: str
    action: str
    user: str = ""
    put: dict[str, str] = field(default_factory=dict)
    """Name of a field → what is typed, chosen or ticked."""
    status: int = 200
    said: str = ""
    """Where the page says what is wrong."""


ANSWERS: Final = (
    Answer(
        name="merge-look", account="administrator", path="/admin/units/00004/merge",
        action="/admin/units/00004/merge", put={"into": "00008"},
    ),
    Answer(
        name="rule-look", account="province_a", path="/admin/rules/II.04/degree?unit=01",
        action="/admin/rules/II.04/degree", put={"state": "off", "reason": "Theo Quyết định 12/QĐ-UBND"},
    ),
    Answer(
        name="results-look", account="institute", path="/offerings/0FF-1/results",
        action="/offerings/0FF-1/results/preview", put={"lines": "không phải mã; Vắng"},
        status=422, said=".table-frame tbody tr",
    ),
    Answer(name="evidence-refused", account="hr_a1", path="/people/evidence",
           action=f"/people/{PEOPLE[1].officer_id}/evidence/S1WAITS", status=422, said=SUMMARY),
    Answer(name="link-made", account="administrator", user="hr_a2", path="/admin/users/USER",
           action="/admin/users/USER/link"),
    Answer(name="role-refused", account="administrator", user="hr_a1", path="/admin/users/USER",
           action="/admin/users/USER/roles", put={"role": "officer"}, status=422, said=SUMMARY),
    Answer(name="place-look", account="administrator", user="hr_a1", path="/admin/users/USER/place",
           action="/admin/users/USER/place", put={"unit": "00008", "role": "decision_maker"}),
    Answer(name="place-refused", account="administrator", user="hr_a1", path="/admin/users/USER/place",
           action="/admin/users/USER/place", put={"role": "province_hr"}, status=422, said=SUMMARY),
    Answer(name="details-refused", account="administrator", user="hr_a1", path="/admin/users/USER",
           action="/admin/users/USER/details", put={"name": ""}, status=422, said=SUMMARY),
    Answer(name="identity-refused", account="administrator", user="hr_a1", path="/admin/users/USER",
           action="/admin/users/USER/identity", status=422, said=SUMMARY),
)  # fmt: skip


def user_id(site: Site, login: str) -> str:
    """The id of an account."""
    with changing(site) as conn:
        found = accounts.find_account(conn, login)
    if found is None:
        raise LookupError(login)
    return found.user_id


def put_in(form: Locator, name: str, value: str) -> None:
    """Type, choose or tick, as the field asks."""
    wanted = form.locator(f'[name="{name}"]')
    kind = wanted.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        form.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "select-one":
        wanted.select_option(value)
    else:
        wanted.fill(value)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.name)
def test_answer_to_a_form_is_accessible_and_quiet(
    act_as: Visiting, busy_site: Site, answer: Answer, language: str
) -> None:
    user = user_id(busy_site, answer.user) if answer.user else ""
    with act_as(answer.account, language=language) as visit:
        page = visit.open(answer.path.replace("USER", user))
        form = page.locator(f'main form[method="post"][action="{answer.action.replace("USER", user)}"]').last
        form.evaluate(
            "form => { form.noValidate = true; const fold = form.closest('details'); if (fold) fold.open = true }"
        )
        for name, value in answer.put.items():
            put_in(form, name, value)
        with page.expect_response(lambda response: response.request.method == "POST") as answered:
            form.locator("button").last.click()
        assert answered.value.status == answer.status
        if answer.said:
            expect(page.locator(f"main {answer.said}")).not_to_have_count(0)
        check_looks(visit)
        assert visit.complaints == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_weak_password_of_a_newcomer_is_refused_on_an_accessible_page(
    act_as: Visiting, busy_site: Site, language: str
) -> None:
    token = (busy_site.folder / "activation").read_text()
    with act_as(language=language) as visit:
        page = visit.open(f"/activate/{token}")
        check_looks(visit)
        page.locator('main input[type="password"]').nth(0).fill("matkhau12345")
        page.locator('main input[type="password"]').nth(1).fill("matkhau12345")
        page.locator("main button.is-primary").click()
        expect(page.locator("main .error-summary li")).not_to_have_count(0)
        check_looks(visit)
        assert visit.complaints == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_of_the_second_step_is_accessible(act_as: Visiting, busy_site: Site, language: str) -> None:
    account = {"vi": "hr_b1", "en": "auditor_a"}[language]
    try:
        with act_as(account, language=language) as visit:
            page = visit.open("/sign-in/enrol")
            page.locator("main button.is-primary").click()
            expect(page.locator(".secret")).to_have_count(1)
            check_looks(visit)
            page.locator("#code").fill("000000")
            page.locator("main button.is-primary").click()
            expect(page.locator("main [role=alert]")).to_have_count(1)
            check_looks(visit)
            secret = page.locator(".secret").inner_text().replace(" ", "")
            page.locator("#code").fill(busy_site.code_of(secret))
            page.locator("main button.is-primary").click()
            expect(page.locator(".recovery-codes li")).to_have_count(10)
            check_looks(visit)
            assert visit.complaints == []
    finally:
        busy_site.renew(account)
