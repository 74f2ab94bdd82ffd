"""Commands of the one who runs the server: `audit verify`, `audit anchor`, `backup`, `restore`, `doctor`, `sbom`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from api.commands.opening import data_option, opened, settings_of
from api.commands.options import EXISTING_FOLDER, EXIT_DATA, EXIT_FAILURE, EXIT_OK, FOLDER, Output

ACTOR = "command line"


@click.group()
def audit() -> None:
    """The audit: who did what, kept so that a change of it shows."""


@audit.command()
@data_option
@click.pass_obj
def verify(output: Output, /, data_folder: Path | None) -> None:
    """Check every row and every anchor; ends with 3 when something was changed, added, moved or taken away."""
    from recommender.workflows.verify_audit import verify_audit

    settings = settings_of(data_folder=data_folder)
    with opened(settings) as store:
        report = verify_audit(store, settings.anchor_folder)
    found = [{"fault": one.fault.value, "number": one.number, "text": one.text(output.language)}
             for one in report.findings]  # fmt: skip
    if output.as_json:
        head = report.head.mac.hex()
        output.data(
            {
                "rows": report.head.count,
                "head": head,
                "anchors": report.n_anchors,
                "restores": report.n_restores,
                "findings": found,
            }
        )
    else:
        for one in found:
            output.data(str(one["text"]))
        verdict = output.pick("nguyên vẹn", "whole") if report.is_whole else output.pick("ĐÃ BỊ SỬA", "CHANGED")
        rows, anchors = report.head.count, report.n_anchors
        if report.n_restores:
            n = report.n_restores
            output.data(output.pick(f"Đã phục hồi từ bản sao lưu {n} lần.", f"Restored from a backup {n} times."))
        vi = f"Nhật ký {verdict}: {rows} dòng, {anchors} mốc."
        output.data(output.pick(vi, f"The audit is {verdict}: {rows} rows, {anchors} anchors."))
    if not report.n_anchors:
        output.say(
            "Chưa có mốc nào: phần cuối bị cắt sẽ không bị phát hiện. Chạy `nangluc audit anchor`.",
            "No anchor yet: a cut tail would not show. Run `nangluc audit anchor`.",
        )
    sys.exit(EXIT_OK if report.is_whole else EXIT_DATA)


@audit.command()
@click.option("--out", type=FOLDER, default=None, help="Folder of the anchor file (default: NANGLUC_ANCHOR_FOLDER).")
@data_option
@click.pass_obj
def anchor(output: Output, /, out: Path | None, data_folder: Path | None) -> None:
    """Write the number of rows and the head to the anchor file, and print them to be kept on paper or by mail."""
    from recommender.workflows.verify_audit import anchor_audit

    settings = settings_of(data_folder=data_folder)
    with opened(settings) as store:
        head = anchor_audit(store, out or settings.anchor_folder, now=datetime.now(UTC))
    output.data({"rows": head.count, "head": head.mac.hex()} if output.as_json else f"{head.count} {head.mac.hex()}")


@click.command()
@click.option("--out", type=FOLDER, default=None, help="Folder for backups (default: backups in the data folder).")
@click.option("--keep", type=click.IntRange(min=1), default=None, help="Keep only the newest so many.")
@data_option
@click.pass_obj
def backup(output: Output, /, out: Path | None, keep: int | None, data_folder: Path | None) -> None:
    """Copy database and uploads while the server runs, and check the copy by opening it. Keys are not in it."""
    from recommender.workflows.back_up import back_up, forget_old_backups

    settings = settings_of(data_folder=data_folder)
    with opened(settings) as store:
        made = back_up(
            store, out or settings.backups_folder, uploads=settings.uploads_folder, actor=ACTOR,
            now=datetime.now(UTC), keep=keep or 0,
        )  # fmt: skip
    forget_old_backups(made.folder.parent, now=datetime.now(UTC), kept_for=timedelta(days=settings.kept_backups_days))
    rows = sum(made.content.counts.values())
    if output.as_json:
        output.data({"folder": str(made.folder), "size_bytes": made.size_bytes, "rows": rows, "files": made.n_files,
                     "audit_rows": made.content.audit.count, "audit_head": made.content.audit.mac.hex()})  # fmt: skip
        return
    output.data(str(made.folder))
    output.say(
        f"Đã sao lưu và kiểm tra: {rows} dòng, {made.n_files} tệp. Sao lưu riêng khóa trong {settings.key_folder}.",
        f"Backed up and checked: {rows} rows, {made.n_files} files. Back up the keys in {settings.key_folder} apart.",
    )


@click.command()
@click.argument("folder", type=EXISTING_FOLDER)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--other-key", is_flag=True, help="The audit key of the backup is lost: go on with the one there is.")
@data_option
@click.pass_obj
def restore(output: Output, /, folder: Path, yes: bool, other_key: bool, data_folder: Path | None) -> None:
    """Put a backup in the place of the database; the one that was there is put aside, not deleted.

    Refused while a server or worker of the data folder is running.
    """
    from api.running_lock import alone
    from recommender.workflows.restore import restore as put_back
    from recommender.workflows.verify_audit import anchor_audit

    settings = settings_of(data_folder=data_folder)
    question = output.pick(
        f"Thay dữ liệu trong {settings.data_folder}?", f"Replace the data in {settings.data_folder}?"
    )
    if not yes and not (sys.stdin.isatty() and click.confirm(question, err=True)):
        output.say("Chưa làm gì. Thêm --yes để xác nhận.", "Nothing was done. Add --yes to confirm.")
        sys.exit(EXIT_FAILURE)
    with alone(settings.data_folder):
        now = datetime.now(UTC)
        done = put_back(
            folder, settings.database_url, uploads=settings.uploads_folder, audit_key=settings.audit_key, now=now,
            is_other_key=other_key,
        )  # fmt: skip
        with opened(settings, is_current=False) as store:
            anchor_audit(store, settings.anchor_folder, now=now, is_restored=True)
    if done.put_aside:
        output.say(f"Dữ liệu cũ ở {done.put_aside}.", f"The data that was there is at {done.put_aside}.")
    output.say(
        f"Đã phục hồi và kiểm tra: {done.content.audit.count} dòng nhật ký.",
        f"Restored and checked: {done.content.audit.count} rows of audit.",
    )


@click.command()
@data_option
@click.pass_obj
def doctor(output: Output, /, data_folder: Path | None) -> None:
    """Look whether everything the server needs is in order; ends with 1 when something is not."""
    from api.examination import examine

    findings = examine(settings_of(data_folder=data_folder), now=datetime.now(UTC), user_id=os.getuid())
    if output.as_json:
        output.data([{"name": one.name, "state": one.state.value, "text": output.pick(one.vi, one.en)}
                     for one in findings])  # fmt: skip
    else:
        for one in findings:
            output.data(f"{output.pick(*one.state.words):<12} {one.name:<14} {output.pick(one.vi, one.en)}")
    sys.exit(EXIT_FAILURE if any(one.is_bad for one in findings) else EXIT_OK)


@click.command()
@click.pass_obj
def sbom(output: Output, /) -> None:
    """Write the bill of materials of this installation as CycloneDX JSON: every part, its version and licence."""
    from api.bill_of_materials import bill_of_materials

    output.data(bill_of_materials())
