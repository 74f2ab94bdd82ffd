"""A job description becomes a position after a look: drafts change nothing, what is taken over screens its holders."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from recommender.errors import Conflict, InputError, NotAllowed, NotFound, Stale, UsageError
from recommender.permissions import Role
from recommender.store import Store, own_positions
from recommender.store.audit import AuditFilter, find_audit
from recommender.store.catalogue_now import catalogue_now, kept_catalogue, shipped_catalogue
from recommender.store.own_positions import OwnPositionView
from recommender.store.positions import all_positions
from recommender.store.results.runs import get_run
from recommender.store.results.verdict_detail import full_verdicts
from recommender.store.tables.people import HOLDING
from recommender.workflows.keep_positions import (
    Correction,
    WordFile,
    correct_draft,
    discard_draft,
    look_into_file,
    put_back,
    retire,
    take_over,
)
from recommender.workflows.screen_units import ScreenRequest, ask_for_run, make_run
from tests.recommender.store.factories import NOW, TODAY, officer_id, viewer
from tests.training_catalog.word_form.forms import Form, write_form
from training_catalog import tasks_of

HR = viewer(Role.PROVINCE_HR, "01")
OTHER = viewer(Role.PROVINCE_HR, "02")
ADMIN = viewer(Role.ADMINISTRATOR)
TITLE = "Người trồng cây"
SHIPPED = Form(title="Chuyên viên tư pháp", code="II.04")


def word_file(folder: Path, *forms: Form, unit_id: str = "01") -> WordFile:
    path = write_form(folder / "mo ta.docx", *(forms or (Form(),)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return WordFile(unit_id=unit_id, path=path, name="mo ta.docx", sha256=digest)


def drafted(store: Store, folder: Path, *forms: Form, unit_id: str = "01") -> OwnPositionView:
    drafts = look_into_file(store, ADMIN, word_file(folder, *forms, unit_id=unit_id), now=NOW)
    with store.reading() as conn:
        return own_positions.get_own_position(conn, ADMIN, drafts.own_ids[0])


def taken(store: Store, folder: Path, *forms: Form, unit_id: str = "01") -> OwnPositionView:
    draft = drafted(store, folder, *forms, unit_id=unit_id)
    return take_over(store, ADMIN, draft.own_id, version=draft.version, has_looked=True, now=NOW)


def test_a_draft_is_kept_with_its_file_and_changes_no_catalogue(country: Store, tmp_path: Path) -> None:
    file = word_file(tmp_path, Form(), Form(title="Người làm vườn", code=""))
    drafts = look_into_file(country, HR, file, now=NOW)
    assert look_into_file(country, HR, file, now=NOW) == replace(drafts, is_known=True)
    with country.reading() as conn:
        first, second = (own_positions.get_own_position(conn, HR, one) for one in drafts.own_ids)
        assert catalogue_now(conn, "01") is shipped_catalogue()
    assert (first.position_id, first.title, first.status) == ("TP-NVCN-05", TITLE, "draft")
    assert second.position_id == "01.nguoi-lam-vuon"
    assert (first.file_name, first.file_sha256, first.made_by_name) == ("mo ta.docx", file.sha256, HR.name)
    assert "position_unknown" in {one["code"] for one in first.problems}


def test_who_is_screened_with_it_is_told_by_its_own_requirements(country: Store, tmp_path: Path) -> None:
    kept = taken(country, tmp_path)
    with country.writing() as conn:
        holding = {"officer_id": officer_id("CB01"), "position_id": kept.position_id, "share": 0.5, "place": "",
                   "import_id": None}  # fmt: skip
        conn.execute(insert(HOLDING), [holding])
    wanted = ScreenRequest(unit_id="00001", label="Đợt thử", today=TODAY, encoder="lexical")
    asked = ask_for_run(country, HR, wanted, now=NOW)
    make_run(country, asked.run_id, clock=lambda: NOW, tell=lambda stage: None)
    with country.reading() as conn:
        run = get_run(conn, HR, asked.run_id)
        found = full_verdicts(conn, HR, asked.run_id, officer_id=officer_id("CB01"))
        kept_values = kept_catalogue(conn, run.catalogue_digest)
    (mine,) = [one for one in found if one.verdict.position_id == kept.position_id]
    assert (mine.verdict.title_vi, mine.verdict.n_requirements) != ("", 0)
    assert mine.verdict.title_vi == TITLE
    asked_of = {one.requirement_id for one in mine.estimates}
    assert {"TP-NVCN-05.01.T01", "TP-NVCN-05.01.T02", "P5"} <= asked_of
    assert kept_values["positions"][kept.position_id]["title_vi"] == TITLE


def test_a_description_of_a_shipped_position_holds_in_its_unit_only(country: Store, tmp_path: Path) -> None:
    kept = taken(country, tmp_path, SHIPPED)
    assert kept.position_id == "II.04"
    shipped = shipped_catalogue()
    with country.reading() as conn:
        here, below, elsewhere, above = (catalogue_now(conn, unit) for unit in ("01", "00001", "02", ""))
    assert here.positions["II.04"].goal_vi == "Giữ cho sân xanh."
    assert here.positions["II.04"].rank == shipped.positions["II.04"].rank
    assert below.digest == here.digest
    assert elsewhere.digest == above.digest == shipped.digest
    own = [task.task_id for task in tasks_of(here, "II.04") if ".01." in task.task_id]
    assert own
    assert len(tasks_of(here, "II.04")) == len(tasks_of(shipped, "II.04")) + len(own)


def test_tasks_of_the_pack_leave_when_the_description_replaces_them(country: Store, tmp_path: Path) -> None:
    draft = drafted(country, tmp_path, SHIPPED)
    with country.reading() as conn:
        laid = own_positions.content_of(conn, draft.own_id)
    wanted = Correction(position=laid.position, tasks=laid.tasks[:1], replaces_tasks=True, version=draft.version)
    changed = correct_draft(country, HR, draft.own_id, wanted, now=NOW)
    take_over(country, HR, draft.own_id, version=changed.version, has_looked=True, now=NOW)
    with country.reading() as conn:
        named = [one for one in tasks_of(catalogue_now(conn, "01"), "II.04") if one.position_ids == ("II.04",)]
    assert [task.text_vi for task in named] == [laid.tasks[0].text_vi]


def test_a_position_of_a_unit_below_is_known_above_and_not_beside(country: Store, tmp_path: Path) -> None:
    kept = taken(country, tmp_path, unit_id="00001")
    with country.reading() as conn:
        assert kept.position_id in catalogue_now(conn, "01").positions
        assert kept.position_id in catalogue_now(conn, "").positions
        assert kept.position_id not in catalogue_now(conn, "00002").positions
        assert kept.position_id in {one.position_id for one in all_positions(conn)}


def test_retired_it_no_longer_counts_and_put_back_it_counts_again(country: Store, tmp_path: Path) -> None:
    kept = taken(country, tmp_path)
    ended = retire(country, HR, kept.own_id, version=kept.version, now=NOW)
    with country.reading() as conn:
        assert catalogue_now(conn, "01").digest == shipped_catalogue().digest
    with pytest.raises(Conflict):
        retire(country, HR, kept.own_id, version=ended.version, now=NOW)
    again = put_back(country, HR, kept.own_id, version=ended.version, now=NOW)
    with country.reading() as conn:
        assert again.status == "active"
        assert kept.position_id in catalogue_now(conn, "01").positions
        done = [row.action for row in find_audit(conn, ADMIN, AuditFilter(subject_id=kept.own_id)).rows]
    assert sorted(done) == ["put_back_position", "read_positions", "retire_position", "take_over_position"]


def test_a_newer_description_ends_the_one_before_and_can_be_undone(country: Store, tmp_path: Path) -> None:
    first = taken(country, tmp_path)
    second = taken(country, tmp_path, Form(goal="Sân xanh hơn nữa."))
    with country.reading() as conn:
        ended = own_positions.get_own_position(conn, HR, first.own_id)
        assert (ended.status, second.status) == ("ended", "active")
        assert catalogue_now(conn, "01").positions[first.position_id].goal_vi == "Sân xanh hơn nữa."
    put_back(country, HR, first.own_id, version=ended.version, now=NOW)
    with country.reading() as conn:
        assert own_positions.get_own_position(conn, HR, second.own_id).status == "ended"
        assert catalogue_now(conn, "01").positions[first.position_id].goal_vi == "Giữ cho sân xanh."


def test_errors_of_the_file_have_to_be_looked_at_first(country: Store, tmp_path: Path) -> None:
    draft = drafted(country, tmp_path)
    with pytest.raises(UsageError, match="looked at"):
        take_over(country, HR, draft.own_id, version=draft.version, has_looked=False, now=NOW)


def test_what_is_wrong_in_a_correction_is_said_at_once(country: Store, tmp_path: Path) -> None:
    draft = drafted(country, tmp_path)
    with country.reading() as conn:
        laid = own_positions.content_of(conn, draft.own_id)
    wrong = replace(laid.position, title_vi="x", rank="01.999", position_id="không hợp lệ")
    with pytest.raises(UsageError) as refusal:
        correct_draft(country, HR, draft.own_id, Correction(
            position=wrong, tasks=laid.tasks, replaces_tasks=False, version=draft.version
        ), now=NOW)  # fmt: skip
    for word in ("title", "rank", "position code"):
        assert word in refusal.value.message_en


def test_two_units_cannot_use_one_code_of_their_own(country: Store, tmp_path: Path) -> None:
    taken(country, tmp_path)
    draft = drafted(country, tmp_path, unit_id="02")
    with pytest.raises(Conflict, match="Another unit"):
        take_over(country, OTHER, draft.own_id, version=draft.version, has_looked=True, now=NOW)


def test_only_who_looks_after_the_catalogue_of_the_unit_may(country: Store, tmp_path: Path) -> None:
    file = word_file(tmp_path)
    with pytest.raises(NotAllowed):
        look_into_file(country, viewer(Role.UNIT_HR, "00001"), file, now=NOW)
    with pytest.raises(NotFound):
        look_into_file(country, OTHER, file, now=NOW)
    draft = drafted(country, tmp_path)
    for act in (discard_draft, retire, put_back):
        with pytest.raises(NotFound):
            act(country, OTHER, draft.own_id, version=draft.version, now=NOW)
    with pytest.raises(NotFound):
        take_over(country, OTHER, draft.own_id, version=draft.version, has_looked=True, now=NOW)


def test_two_people_at_one_draft_do_not_overwrite_each_other(country: Store, tmp_path: Path) -> None:
    draft = drafted(country, tmp_path)
    with country.reading() as conn:
        laid = own_positions.content_of(conn, draft.own_id)
    wanted = Correction(position=laid.position, tasks=laid.tasks, replaces_tasks=False, version=draft.version)
    correct_draft(country, HR, draft.own_id, wanted, now=NOW)
    with pytest.raises(Stale):
        correct_draft(country, HR, draft.own_id, wanted, now=NOW)
    with pytest.raises(Stale):
        take_over(country, HR, draft.own_id, version=draft.version, has_looked=True, now=NOW)
    discard_draft(country, HR, draft.own_id, version=draft.version + 1, now=NOW)
    with pytest.raises(Conflict):
        correct_draft(country, HR, draft.own_id, replace(wanted, version=draft.version + 2), now=NOW)


def test_a_file_without_a_description_is_refused_with_the_reason(country: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"not a document")
    with pytest.raises(InputError) as refusal:
        look_into_file(country, HR, WordFile(unit_id="01", path=path, name="x.docx", sha256="0"), now=NOW)
    assert "Word" in refusal.value.message_vi
