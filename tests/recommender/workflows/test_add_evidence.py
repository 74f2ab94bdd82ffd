"""Evidence: one's own waits for the unit, a correction replaces, files are what their bytes say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from recommender.errors import Conflict, NotAllowed, NotFound, UsageError
from recommender.permissions import Grant, Role, Viewer
from recommender.store import Store
from recommender.store.people import StatementView, get_person
from recommender.types import EvidenceKind
from recommender.workflows.add_evidence import (
    MOST_FILE_BYTES,
    EvidenceRequest,
    NewFile,
    add_evidence,
    judge_evidence,
    keep_file,
    read_file,
    withdraw_evidence,
)
from tests.recommender.store.factories import NOW, officer_id, viewer

OWN = viewer(Role.OFFICER, "00001", code="CB01")
HR = viewer(Role.UNIT_HR, "00001")
PDF = b"%PDF-1.7 a certificate"


def request(**given: object) -> EvidenceRequest:
    usual: dict[str, object] = {
        "officer_id": officer_id("CB01"), "kind": EvidenceKind.CERTIFICATE,
        "text": "Chứng chỉ quản lý nhà nước ngạch chuyên viên", "dated_on": date(2025, 6, 1),
    }  # fmt: skip
    return EvidenceRequest(**(usual | given))  # type: ignore[arg-type]


def statements(store: Store) -> dict[str, StatementView]:
    with store.reading() as conn:
        return {one.statement_id: one for one in get_person(conn, HR, officer_id("CB01")).statements}


def degree(store: Store) -> str:
    return next(one.statement_id for one in statements(store).values() if one.kind == "degree")


def test_ones_own_waits_and_hrs_counts(country: Store) -> None:
    mine, theirs = (add_evidence(country, who, request(), now=NOW) for who in (OWN, HR))
    kept = statements(country)
    assert (kept[mine].standing, kept[theirs].standing) == ("waits", "counts")
    assert kept[mine].added_by_name == OWN.name


def test_confirmed_it_counts_and_replaces_what_it_corrects(country: Store) -> None:
    old = degree(country)
    made = add_evidence(country, OWN, request(kind=EvidenceKind.DEGREE, replaces=old), now=NOW)
    assert statements(country)[old].standing == "counts"
    judge_evidence(country, HR, made, is_accepted=True, now=NOW)
    kept = statements(country)
    assert (kept[made].standing, kept[old].standing) == ("counts", "withdrawn")


def test_refused_it_says_why(country: Store) -> None:
    made = add_evidence(country, OWN, request(), now=NOW)
    with pytest.raises(UsageError):
        judge_evidence(country, HR, made, is_accepted=False, now=NOW)
    judge_evidence(country, HR, made, is_accepted=False, answer="Thiếu bản sao chứng thực", now=NOW)
    kept = statements(country)[made]
    assert (kept.standing, kept.answer) == ("refused", "Thiếu bản sao chứng thực")


def test_nobody_confirms_his_own(country: Store) -> None:
    made = add_evidence(country, OWN, request(), now=NOW)
    grants = (Grant(role=Role.UNIT_HR, unit_id="00001"),)
    oneself = Viewer(user_id="U", name="Chính mình", grants=grants, officer_id=officer_id("CB01"))
    with pytest.raises(Conflict):
        judge_evidence(country, oneself, made, is_accepted=True, now=NOW)


def test_only_who_added_it_withdraws_it(country: Store) -> None:
    made = add_evidence(country, OWN, request(), now=NOW)
    with pytest.raises(Conflict):
        withdraw_evidence(country, HR, made, now=NOW)
    withdraw_evidence(country, OWN, made, now=NOW)
    assert statements(country)[made].standing == "withdrawn"
    with pytest.raises(Conflict):
        withdraw_evidence(country, OWN, degree(country), now=NOW)


@pytest.mark.parametrize("who", [viewer(Role.UNIT_HR, "00002"), viewer(Role.OFFICER, "00001", code="CB02")])
def test_others_add_nothing(country: Store, who: Viewer) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        add_evidence(country, who, request(), now=NOW)


@pytest.mark.parametrize("given", [
    {"kind": EvidenceKind.RATING}, {"text": "x"}, {"dated_on": date(2027, 1, 1)}, {"periods": -1.0},
    {"subject": "x" * 301},
])  # fmt: skip
def test_what_cannot_be_is_refused(country: Store, given: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        add_evidence(country, OWN, request(**given), now=NOW)


def test_a_file_is_kept_under_our_own_name_and_read_back(country: Store, tmp_path: Path) -> None:
    file = NewFile(name="../../etc/Chứng chỉ.PDF", content=PDF)
    made = keep_file(country, OWN, officer_id("CB01"), file, uploads=tmp_path, now=NOW)
    assert read_file(country, HR, made, uploads=tmp_path, now=NOW) == ("Chứng chỉ.pdf", "application/pdf", PDF)
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [f"{made}.pdf"]
    with pytest.raises(NotFound):
        read_file(country, viewer(Role.UNIT_HR, "00002"), made, uploads=tmp_path, now=NOW)


@pytest.mark.parametrize("content", [b"", b"MZ\x90", b"<html>", PDF + b"0" * MOST_FILE_BYTES])
def test_other_files_are_refused(country: Store, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UsageError):
        keep_file(country, OWN, officer_id("CB01"), NewFile(name="a.pdf", content=content), uploads=tmp_path, now=NOW)
    assert not (tmp_path / "evidence").exists()
