"""The running log: one JSON object a line from our code and from libraries, without messages of exceptions."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from api.process_log import configure_process_log


@pytest.fixture(autouse=True)
def root_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_a_worker_logs_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    configure_process_log("info")
    logging.getLogger("nangluc.worker").info("job %s", "J1")
    line = logged(capsys)[0]
    assert (line["event"], line["level"], line["logger"]) == ("job J1", "info", "nangluc.worker")


def test_an_exception_is_named_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure_process_log("info")
    try:
        raise KeyError("Nguyễn Văn An")
    except KeyError:
        logging.getLogger("nangluc.worker").exception("failed")
    text = capsys.readouterr().out
    assert "Nguyễn" not in text
    line = json.loads(text)
    assert line["exception"] == "KeyError"
    assert "test_process_log.py:" in line["place"]


def test_a_line_break_forges_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_process_log("info")
    logging.getLogger("uvicorn.error").warning("bad\n{}")
    assert len(logged(capsys)) == 1


def test_statements_of_the_database_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure_process_log("debug")
    logging.getLogger("sqlalchemy.engine").info("SELECT name FROM officer")
    assert logged(capsys) == []
