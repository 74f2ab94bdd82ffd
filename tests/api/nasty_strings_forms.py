"""The forms of all pages: found in their HTML, filled and sent; and for every text field where it is read again.

A text field that is neither in `shown` nor in `unseen` of its form fails the tests: say where what people type stands
afterwards, or why it stands nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote_plus, urlsplit

from fastapi.routing import APIRoute
from sqlalchemy import delete, insert, update
from starlette.testclient import TestClient

from recommender.store.access import links
from recommender.store.access.links import NewLink
from recommender.store.tables.accounts import LinkPurpose
from recommender.store.tables.decisions import OBJECTION
from recommender.store.tables.people import STATEMENT
from recommender.store.tables.runs import FAIRNESS
from recommender.store.tables.service_ends import SERVICE_END
from tests.api.nasty_strings import NASTY, as_sent
from tests.api.world import World
from tests.api.world_rows import NOW, OWN, RUN_A, RUN_OPEN, row

TEXT_TYPES: Final = frozenset({"text", "search", "email", "password", "tel", "url", "date", "number", "textarea"})
NUMBERED: Final = re.compile(r"-(?:[IV]+-|[A-Z])?\d+$")
"""The position, requirement or row that a name ends with."""
SELF: Final = "(the answer)"
"""The text stands in what the form itself answers."""
SECRET: Final = "a secret is never shown again"
NUMBER: Final = "a number or nothing else"
DAY: Final = "a day or nothing else"
OWN_FORM: Final = "stands in the form of the kept thing, which is a case of its own"
CODE: Final = "looked up, and refused when there is none"


@dataclass(frozen=True, kw_only=True)
class Input:
    """One named control of a form."""

    name: str
    kind: str
    value: str = ""
    values: tuple[str, ...] = ()
    """What can be picked."""

    @property
    def plain_name(self) -> str:
        """Without the position, requirement or row that some names end with."""
        return NUMBERED.sub("", self.name)

    @property
    def is_text(self) -> bool:
        """Whether anything can be typed."""
        return self.kind in TEXT_TYPES


@dataclass(kw_only=True)
class Form:
    """A form as it stands in a page."""

    method: str
    action: str
    has_files: bool
    inputs: list[Input] = field(default_factory=list)

    def filled(self, valid: Mapping[str, str]) -> dict[str, str]:
        """What a browser would send when the valid texts are typed and the first answers picked."""
        sent: dict[str, str] = {}
        for one in self.inputs:
            if one.kind in {"submit", "radio"}:
                sent.setdefault(one.name, valid.get(one.plain_name, one.value))
            elif one.kind == "select":
                sent[one.name] = valid.get(one.plain_name, one.value or next(filter(None, one.values), ""))
            elif one.kind != "file":
                sent[one.name] = valid.get(one.plain_name, one.value)
        return sent


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.is_in_form = False
        self.open: Input | None = None
        self.options: list[str] = []
        self.picked = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_in_form = True
            self.forms.append(
                Form(
                    method=given.get("method", "get").upper(),
                    action=given.get("action", ""),
                    has_files="multipart" in given.get("enctype", ""),
                )
            )
        elif tag == "option":
            self.options.append(given.get("value", ""))
            self.picked = given.get("value", "") if "selected" in given else self.picked
        elif self.is_in_form and given.get("name"):
            kinds = {"input": given.get("type", "text"), "button": "submit", "textarea": "textarea", "select": "select"}
            if tag in kinds:
                one = Input(name=given["name"], kind=kinds[tag], value=given.get("value", ""))
                if tag in {"select", "textarea"}:
                    self.open, self.options, self.picked = one, [], ""
                else:
                    self.forms[-1].inputs.append(one)

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.open.kind == "textarea":
            self.picked += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_in_form = False
        elif self.open is not None and tag == self.open.kind:
            value = self.picked.removeprefix("\n") if tag == "textarea" else self.picked
            kept = Input(name=self.open.name, kind=tag, value=value, values=tuple(self.options))
            self.forms[-1].inputs.append(kept)
            self.open = None


def forms_in(html: str) -> list[Form]:
    """The forms of a page, in its order."""
    parser = _Forms()
    parser.feed(html)
    parser.close()
    return parser.forms


def key_of(world: World, form: Form) -> str:
    """Method and route of a form's action."""
    path = urlsplit(form.action).path
    for route in world.app.routes:
        if isinstance(route, APIRoute) and form.method in (route.methods or ()) and route.path_regex.match(path):
            return f"{form.method} {route.path}"
    raise AssertionError(f"no route takes {form.method} {form.action}")


def send(client: TestClient, form: Form, sent: Mapping[str, str], *, page: str = "", file_name: str = "") -> object:
    """The answer to a form filled in; halves of surrogate pairs go as the bytes that a broken program sends."""
    action = form.action or page
    if form.method == "GET":
        return client.get(f"{action}?{_encoded(sent)}")
    if form.has_files:
        return client.post(action, **_multipart(form, sent, file_name))
    headers = {"content-type": "application/x-www-form-urlencoded"}
    return client.post(action, content=_encoded(sent).encode(), headers=headers)


def _encoded(sent: Mapping[str, str]) -> str:
    return "&".join(f"{quote_plus(name)}={quote_plus(value.encode('utf-8', 'surrogatepass'))}"
                    for name, value in sent.items())  # fmt: skip


def _multipart(form: Form, sent: Mapping[str, str], file_name: str) -> dict[str, object]:
    content = b"%PDF-1.4 text" if file_name else b""
    edge = b"----edge----"
    body = b""
    for name, value in sent.items():
        body += b"--" + edge + f'\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        body += as_sent(value).encode() + b"\r\n"
    # As browsers write it: quotes and line breaks of a file's name are percent-encoded.
    safe = as_sent(file_name).replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A").encode()
    for name in (one.name for one in form.inputs if one.kind == "file"):
        body += b"--" + edge + f'\r\nContent-Disposition: form-data; name="{name}"; filename="'.encode() + safe
        body += b'"\r\nContent-Type: application/octet-stream\r\n\r\n' + content + b"\r\n"
    body += b"--" + edge + b"--\r\n"
    return {"content": body, "headers": {"content-type": "multipart/form-data; boundary=" + edge.decode()}}


def nothing(world: World) -> None:
    """Nothing needs to be prepared."""


def objections_open(world: World) -> None:
    """The objection that HR answers is open again."""
    with world.store.writing() as conn:
        values = {"status": "open", "version": 1, "answer": ""}
        conn.execute(update(OBJECTION).where(OBJECTION.c.objection_id == "0BJ0").values(**values))


def in_service(world: World) -> None:
    """The person serves again."""
    with world.store.writing() as conn:
        conn.execute(delete(SERVICE_END).where(SERVICE_END.c.officer_id == OWN.officer_id))


def objections_gone(world: World) -> None:
    """The person may object again."""
    with world.store.writing() as conn:
        conn.execute(delete(OBJECTION).where(OBJECTION.c.officer_id == OWN.officer_id))


def evidence_waits(world: World) -> None:
    """One statement of the person waits for the unit."""
    with world.store.writing() as conn:
        conn.execute(delete(STATEMENT).where(STATEMENT.c.statement_id == "SWAITS"))
        given = {
            "statement_id": "SWAITS",
            "officer_id": OWN.officer_id,
            "kind": "duty",
            "text": "Tiếp công dân tại trụ sở",
        }
        more = {"standing": "waits", "added_by": world.users["officer"], "added_by_name": "Tài khoản officer"}
        conn.execute(insert(STATEMENT).values(row(STATEMENT, **given, **more)))


def groups_ask(world: World) -> None:
    """As many groups as there are texts ask for a reason."""
    with world.store.writing() as conn:
        for number in range(2 * len(NASTY)):
            given = {"run_id": RUN_A, "dimension": "sex", "group": f"group {number}", "n": 40, "rate": 0.3}
            conn.execute(insert(FAIRNESS).values(row(FAIRNESS, **given, asks_reason=True)))


def activation_page(world: World) -> str:
    """The address of a link that works."""
    with world.store.writing() as conn:
        new = NewLink(
            user_id=world.users["nobody"], purpose=LinkPurpose.ACTIVATE, made_by="test",
            expires_at=NOW + timedelta(hours=1),
        )  # fmt: skip
        return f"/activate/{links.make_link(conn, new, now=NOW)}"


def page_of_account(world: World) -> str:
    """The page of an account that belongs to nobody's file."""
    return f"/admin/users/{world.users['hr_a1']}"


@dataclass(frozen=True, kw_only=True)
class FormCase:
    """A form that takes texts: who fills it, what makes it valid, and what becomes of each text."""

    account: str = ""
    page: str | Callable[[World], str]
    """Where the form stands."""
    valid: Mapping[str, str] = field(default_factory=dict)
    """What is typed elsewhere in the form; `#` becomes a number that is new each time."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Field → page on which its text stands afterwards."""
    unseen: Mapping[str, str] = field(default_factory=dict)
    """Field → why its text stands nowhere, or not as it was."""
    reader: str = ""
    """Who reads it there; the same account unless told."""
    at_start: Callable[[World], None] = nothing
    before: Callable[[World], None] = nothing
    one_line: tuple[str, ...] = ()
    """Fields whose blanks and line breaks are kept as single blanks."""
    cut: Mapping[str, int] = field(default_factory=dict)
    """Field → letters that are kept of a longer text."""
    is_fresh: bool = False
    """The page is asked for again before each text: the form changes when it was sent."""
    is_slow: bool = False
    """A password is hashed: only a few texts are sent."""


COURSE: Final = {
    "course_id": "N-#", "name_vi": "Hộ tịch số nâng cao", "domain": "professional", "mode": "class",
    "duration_periods": "40", "outcomes": "C3=3", "positions": "",
}  # fmt: skip
CLASS: Final = {
    "course_id": "PA-01", "province_id": "01", "mode": "class", "status": "open", "seats": "30",
    "starts_on": "2027-03-01", "ends_on": "2027-03-05",
}  # fmt: skip
PASSWORDS: Final = {"password": SECRET, "again": SECRET}
FORMS: Final[Mapping[str, FormCase]] = {
    "POST /sign-in": FormCase(page="/sign-in", unseen={"login": CODE, "password": SECRET}, is_slow=True),
    "POST /activate/{token}": FormCase(page=activation_page, unseen=PASSWORDS, is_slow=True),
    "POST /account/password": FormCase(
        account="hr_a1", page="/account/password", unseen={"old": SECRET, **PASSWORDS}, is_slow=True
    ),
    "GET /people": FormCase(account="hr_a1", page="/people", shown={"q": SELF}),
    "GET /runs/{run_id}/verdicts": FormCase(account="hr_a1", page=f"/runs/{RUN_A}/verdicts", shown={"q": SELF}),
    "GET /admin/users": FormCase(account="administrator", page="/admin/users", shown={"q": SELF}),
    "GET /admin/units": FormCase(account="administrator", page="/admin/units", shown={"q": SELF}),
    "GET /admin/audit": FormCase(
        account="administrator", page="/admin/audit",
        shown={"actor": SELF, "subject": SELF}, unseen={"since": DAY, "until": DAY},
    ),
    "GET /offerings/new": FormCase(account="institute", page="/offerings/new", shown={"q": SELF}),
    "GET /offerings/{offering_id}/edit": FormCase(
        account="institute", page="/offerings/0FF-1/edit", shown={"q": SELF}
    ),
    "GET /positions": FormCase(account="province_a", page="/positions", shown={"q": SELF}),
    "GET /runs/{run_id}/compare/{other_id}": FormCase(
        account="province_a", page=f"/runs/{RUN_A}/compare/{RUN_OPEN}?q=a", shown={"q": SELF}
    ),
    "POST /imports/{import_id}/sheets/{number}": FormCase(
        account="hr_a1", page="/imports/1MP0/sheets/0", unseen={"first": NUMBER, "last": NUMBER}
    ),
    "POST /positions/drafts/{own_id}": FormCase(
        account="province_a", page="/positions/drafts/P0S0", valid={"act": "save"},
        shown=dict.fromkeys(("title", "goal", "text"), "/positions/drafts/P0S0"), one_line=("title", "text"),
        unseen={"position_id": CODE, "level": NUMBER, "range": NUMBER},
    ),
    "POST /admin/rules/{position_id}/{rule_id}": FormCase(
        account="province_a", page="/admin/rules/II.04/degree?unit=01", valid={"state": "off"},
        shown={"reason": SELF}, unseen={"valid_from": DAY, "valid_to": DAY},
    ),
    "POST /me/plan/{course_id}/certificate": FormCase(
        account="officer", page="/me/plan/PA-01/certificate?year=2027", unseen={"done_on": DAY, "periods": NUMBER}
    ),
    "POST /runs/new": FormCase(
        account="hr_a1", page="/runs/new", valid={"label": "Thử #", "today": "2026-11-22"},
        shown={"label": "/runs"}, cut={"label": 200}, unseen={"today": DAY},
    ),
    "POST /runs/{run_id}/people/{officer_id}/positions/{position_id}/decision": FormCase(
        account="decider_a", page=f"/runs/{RUN_A}/people/01K9PERS0N0000000000000002",
        valid={"decided": "does_not_meet", "reason_code": "evidence_seen", "reason_text": "Đã xem bản gốc."},
        shown={"reason_text": f"/runs/{RUN_A}/people/01K9PERS0N0000000000000002"},
    ),
    "POST /objections/{objection_id}": FormCase(
        account="decider_a", page="/objections/0BJ0", valid={"verdict": "accept"},
        shown={"text": "/objections/0BJ0"}, before=objections_open,
    ),
    "POST /me/objections/{run_id}/{position_id}": FormCase(
        account="officer", page=f"/me/objections/{RUN_A}/{OWN.position_id}", shown={"text": "/me"},
        before=objections_gone,
    ),
    "POST /me/evidence": FormCase(
        account="officer", page="/me/evidence/new", valid={"kind": "duty", "text": "Tham mưu chứng thực"},
        shown={"text": "/me/evidence", "subject": "/me/evidence", "grade": "/me/evidence"},
        unseen={"started_on": DAY, "dated_on": DAY, "periods": NUMBER},
    ),
    "POST /me/plan/{course_id}": FormCase(
        account="officer", page="/me/plan", shown={"wish": "/me/plan"}, unseen={"done_on": DAY}
    ),
    "POST /people/{officer_id}/evidence/{statement_id}": FormCase(
        account="hr_a1", page=f"/people/{OWN.officer_id}", valid={"verdict": "refuse"},
        shown={"answer-SWAITS": "/me/evidence"}, reader="officer", before=evidence_waits,
    ),
    "POST /people/{officer_id}/service-end": FormCase(
        account="hr_a1", page=f"/people/{OWN.officer_id}", valid={"ended_on": "01/09/2026", "reason": "retired"},
        shown={"note": f"/people/{OWN.officer_id}"}, unseen={"ended_on": DAY}, before=in_service,
    ),
    "POST /fairness/{run_id}": FormCase(
        account="auditor_a", page=f"/fairness/{RUN_A}", shown={"reason": f"/fairness/{RUN_A}"}, at_start=groups_ask,
        is_fresh=True,
    ),
    "POST /courses": FormCase(
        account="institute", page="/courses/new", valid=COURSE, shown={"name_vi": "/courses"},
        unseen={
            "course_id": CODE, "name_en": OWN_FORM, "outline": OWN_FORM,
            "duration_periods": NUMBER, "positions": CODE, "outcomes": CODE,
        },
    ),
    "POST /courses/{own_course_id}": FormCase(
        account="institute", page="/courses/0WN-1", valid={"name_vi": "Hộ tịch số", "outcomes": "C3=3"},
        shown={"name_vi": "/courses/0WN-1", "name_en": "/courses/0WN-1", "outline": "/courses/0WN-1"},
        unseen={"duration_periods": NUMBER, "positions": CODE, "outcomes": CODE},
    ),
    "POST /offerings": FormCase(
        account="institute", page="/offerings/new", valid=CLASS, shown={"place": "/offerings"},
        unseen={"seats": NUMBER, "starts_on": DAY, "ends_on": DAY},
    ),
    "POST /offerings/{offering_id}": FormCase(
        account="institute", page="/offerings/0FF-1/edit", valid=CLASS, shown={"place": "/offerings/0FF-1"},
        unseen={"seats": NUMBER, "starts_on": DAY, "ends_on": DAY},
    ),
    "POST /offerings/{offering_id}/results/preview": FormCase(
        account="institute", page="/offerings/0FF-1/results", unseen={"lines": "read line by line into results"}
    ),
    "POST /account/tokens": FormCase(
        account="hr_a1", page="/account/tokens/new", shown={"label": "/account/tokens"}
    ),
    "POST /admin/users/{user_id}/details": FormCase(
        account="administrator", page=page_of_account, valid={"name": "Phan Thị Mới"}, shown={"name": "/admin/users"},
        unseen={"code": CODE},
    ),
    "POST /admin/users/new": FormCase(
        account="administrator", page="/admin/users/new",
        valid={"login": "nguoi.dung.#", "name": "Phan Thị Mới", "role": "province_hr", "unit": "01"},
        shown={"name": SELF}, unseen={"login": "folded, and refused with blanks or signs nobody sees", "code": CODE},
    ),
}  # fmt: skip
"""Method and route → the case."""
