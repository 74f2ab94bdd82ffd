"""What docs/running.md tells to type, set and install is what the program takes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
import pytest

from api.cli import cli
from api.settings import SETTINGS

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "running.md").read_text(encoding="utf-8")
UNITS: Final = re.findall(r"```ini\n(.*?)```", PAGE, re.DOTALL)
COMMAND: Final = re.compile(r"(?:bin/nangluc|`nangluc|\bnl) +((?:[a-z][a-z-]+ ?)+)")


def commands() -> list[list[str]]:
    return [found.split() for found in COMMAND.findall(PAGE)]


def test_every_setting_it_names_is_one() -> None:
    known = {setting.variable for setting in SETTINGS}
    named = set(re.findall(r"NANGLUC_[A-Z_]+", PAGE))
    assert len(named) > 8
    assert named <= known


def test_every_command_it_names_is_one() -> None:
    assert len(commands()) > 10
    for words in commands():
        command: click.Command = cli
        for word in words:
            if not isinstance(command, click.Group):
                break
            assert word in command.commands, words
            command = command.commands[word]
        assert command is not cli


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_its_units_are_taken_by_systemd(tmp_path: Path) -> None:
    service, timer = UNITS
    program = str(Path(sys.executable).parent / "nangluc")
    assert "/opt/nangluc/bin/nangluc serve" in service
    web = service.replace("/opt/nangluc/bin/nangluc", program).replace("nangluc\nGroup=nangluc", "root\nGroup=root")
    worker = web.replace("serve --workers 2", "worker").replace("KillMode=mixed\n", "")
    once = worker.replace("nangluc worker", "nangluc backup --keep 14").replace("Restart=on-failure", "Type=oneshot")
    files = {"nangluc.service": web, "nangluc-worker@.service": worker, "nangluc-backup.service": once,
             "nangluc-backup.timer": timer}  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    # Each by its folder, so that the timer finds its service there.
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "nangluc" in line]
    assert (done.returncode, said) == (0, [])
