"""Jobs: by the units one may see, the file for who asked only, cancelled while they run."""

from __future__ import annotations

from sqlalchemy import update

from recommender.store.tables.jobs import JOB
from tests.api.world import World


def test_hr_sees_the_jobs_of_the_unit(shared_world: World) -> None:
    text = shared_world.client("hr_a1").get("/admin/jobs").text
    assert "/admin/jobs/J0B0" in text
    assert "/admin/jobs/J0B3" not in text


def test_jobs_are_narrowed_by_state(shared_world: World) -> None:
    client = shared_world.client("administrator")
    assert "J0B0" not in client.get("/admin/jobs?status=failed").text
    assert "J0B0" in client.get("/admin/jobs?status=done").text


def test_the_file_is_for_who_asked(shared_world: World) -> None:
    assert shared_world.client("hr_a1").get("/admin/jobs/J0B0/file").status_code == 200
    assert shared_world.client("administrator").get("/admin/jobs/J0B0/file").status_code == 404


def test_a_waiting_job_is_cancelled(world: World) -> None:
    with world.store.writing() as conn:
        conn.execute(update(JOB).where(JOB.c.job_id == "J0B0").values(status="queued", finished_at=None))
    client = world.client("hr_a1")
    assert "Hủy việc này" in client.get("/admin/jobs/J0B0").text
    assert 'hx-get="/admin/jobs/J0B0/part"' in client.get("/admin/jobs/J0B0/part").text
    assert client.post("/admin/jobs/J0B0/cancel").status_code == 303
    assert "Đã hủy" in client.get("/admin/jobs/J0B0").text


def test_an_institute_has_no_jobs_page(shared_world: World) -> None:
    assert shared_world.client("institute").get("/admin/jobs").status_code == 403


def test_an_administrator_has_the_encoder_adapted_by_a_job_and_nobody_else_is_offered_it(world: World) -> None:
    assert "Thích nghi bộ mã hóa" not in world.client("hr_a1").get("/admin/jobs").text
    assert world.client("hr_a1").post("/admin/jobs/adaptation").status_code == 403
    client = world.client("administrator")
    assert 'action="/admin/jobs/adaptation"' in client.get("/admin/jobs").text
    address = client.post("/admin/jobs/adaptation").headers["location"]
    assert "Thích nghi bộ mã hóa văn bản" in client.get(address).text
    asked = client.post("/api/v1/adaptations", json={"steps": 100})
    job_id = address.rpartition("/")[2]
    assert (asked.status_code, asked.json(), asked.headers["location"]) == (
        202, {"job_id": job_id}, f"/api/v1/jobs/{job_id}",
    )  # fmt: skip
    assert client.post("/api/v1/adaptations", json={"steps": 10**6}).status_code == 422
