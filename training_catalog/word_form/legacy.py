"""The .docx bytes of an old .doc file, converted by LibreOffice in a folder and profile of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from training_catalog.word_form.problems import WordFormError

PROGRAMS = ("soffice", "libreoffice")
PROFILE_FILE = "user/registrymodifications.xcu"
# A fresh profile that runs no macro and loads nothing that the document links to.
PROFILE_ITEMS = (
    ("MacroSecurityLevel", "3"),
    ("DisableMacrosExecution", "true"),
    ("BlockUntrustedRefererLinks", "true"),
)
PROFILE_ITEM = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(PROFILE_ITEM.format(name, value) for name, value in PROFILE_ITEMS)
    + "</oor:items>"
)


def find_office() -> str | None:
    """The LibreOffice program of this machine, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def convert_legacy(content: bytes, *, seconds: float) -> bytes:
    """The document as .docx. Raises WordFormError when LibreOffice is absent, fails or takes too long."""
    office = find_office()
    if office is None:
        raise WordFormError("legacy_no_office")
    with tempfile.TemporaryDirectory(prefix="nangluc-word-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source, profile, out = work / "form.doc", work / "profile", work / "out"
        source.write_bytes(content)
        (profile / PROFILE_FILE).parent.mkdir(parents=True)
        (profile / PROFILE_FILE).write_text(PROFILE, encoding="utf-8")
        run_office(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                "docx",
                "--outdir",
                str(out),
                str(source),
            ],
            seconds=seconds,
        )
        converted = out / "form.docx"
        if not converted.is_file():
            raise WordFormError("legacy_failed", "LibreOffice")
        return converted.read_bytes()


def run_office(command: list[str], *, seconds: float) -> None:
    """Run LibreOffice to its end; past the time its whole process group is ended, for the program forks a worker."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise WordFormError("legacy_failed", error.strerror or type(error).__name__) from error
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        end_group(process)
        raise WordFormError("legacy_failed", f"> {seconds:g} s") from error
    if code != 0:
        raise WordFormError("legacy_failed", f"LibreOffice {code}")


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, and wait until it is gone."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
