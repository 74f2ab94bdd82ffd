"""Commands that run the server: `serve` with its web processes and one worker, and `worker` alone."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from api.commands.opening import data_option, opened, prepared, settings_of, with_port
from api.commands.options import EXIT_OK, Output
from api.worker_process import START, WorkerBeside

if TYPE_CHECKING:
    from api.settings import ServerSettings
    from recommender.workflows.keep_no_longer import Kept

GRACE_SECONDS = 15
ANSWER_SECONDS = 60
"""A web process that says nothing for so long is ended and replaced; on a busy machine one needs many to start."""
IDLE_SECONDS = 75
"""How long an unused connection stays open: longer than a proxy before it keeps one, or it would be cut as it asks."""
BACKLOG = 2048
PARENT_SECONDS = 2.0
APPLICATION = "api.web_process:make_app"


@click.command()
@data_option
@click.option("--demo", "is_demo", is_flag=True, help="Sample data with one sign-in link a role, on this machine only.")
@click.option("--host", default=None, help="Address to listen on (default: NANGLUC_HOST, 127.0.0.1).")
@click.option("--port", type=int, default=None, help="Port (default: NANGLUC_PORT, 8000; 0: any free one).")
@click.option("--workers", type=int, default=None, help="Web processes (default: NANGLUC_N_WEB_PROCESSES, 1).")
@click.option("--no-worker", is_flag=True, help="Without the worker beside; start `nangluc worker` elsewhere.")
@click.pass_obj
def serve(
    output: Output,
    /,
    data_folder: Path | None,
    is_demo: bool,
    host: str | None,
    port: int | None,
    workers: int | None,
    no_worker: bool,
) -> None:
    """Open the web application. Ends with SIGTERM or Ctrl-C, after the requests in hand."""
    from api.running_lock import running
    from api.settings import environment_of, refuse_unsafe

    _end_on_signals()
    asked = settings_of(data_folder=data_folder, is_demo=is_demo, host=host, port=port, n_web_processes=workers)
    settings = prepared(asked)
    refuse_unsafe(settings)
    _prepare_store(settings, output)
    listening = _listen(settings)
    settings = with_port(settings, listening.getsockname()[1])
    os.environ.update(environment_of(settings))  # web processes and the worker read the same settings
    links = _demo_links(output) if is_demo else []
    beside = None if no_worker else WorkerBeside(dict(os.environ), os.getpid())
    try:
        with running(settings.data_folder):
            if beside:
                beside.start()
            output.say(f"Năng Lực: {settings.public_url}", f"Năng Lực: {settings.public_url}")
            _say_links(links, settings, output)
            _serve(settings, listening)
    finally:
        if beside:
            beside.stop()
        listening.close()


def _end_on_signals() -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        # uvicorn raises the signal again once it has closed; then this ends the command and its worker.
        sys.exit(EXIT_OK)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _prepare_store(settings: ServerSettings, output: Output) -> None:
    """A new store gets its tables, units and titles; an older one is left to `nangluc db upgrade`."""
    from recommender.store.engine import open_store
    from recommender.store.migrate import migrate, require_current, revisions
    from recommender.workflows.load_reference import load_reference

    store = open_store(settings.database_url, audit_key=settings.audit_key, create=True)
    try:
        if not revisions(store).current:
            migrate(store)
            if not settings.is_demo:  # the sample data bring their own
                load_reference(store, now=datetime.now(UTC))
            output.say(
                "Đã tạo cơ sở dữ liệu. Tạo quản trị viên: nangluc user add TÊN --name 'HỌ TÊN' --role administrator",
                "Made the database. Make an administrator: nangluc user add LOGIN --name 'NAME' --role administrator",
            )
        require_current(store)
    finally:
        store.close()


def _listen(settings: ServerSettings) -> socket.socket:
    """The socket, opened before anything is announced. UsageError when the port is taken."""
    from recommender.errors import UsageError

    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(BACKLOG)  # who comes before the application is loaded waits, and is not refused
    except OSError as error:
        listening.close()
        raise UsageError(
            f"Không mở được {settings.host}:{settings.port}: {error.strerror}.",
            f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}.",
            hint_vi="Chọn cổng khác bằng --port.", hint_en="Choose another port with --port.",
        ) from error  # fmt: skip
    listening.set_inheritable(True)
    return listening


def _demo_links(output: Output) -> list[dict[str, str]]:
    """Fill the store with sample data in a process of its own, because that needs the models; one link a role."""
    output.say("Đang chuẩn bị dữ liệu mẫu…", "Preparing the sample data…")
    done = subprocess.run([sys.executable, "-c", START, "db", "demo"], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    links: list[dict[str, str]] = json.loads(done.stdout)
    return links


def _say_links(links: list[dict[str, str]], settings: ServerSettings, output: Output) -> None:
    if not links:
        return
    output.say("Liên kết đăng nhập một lần, mỗi vai trò một liên kết:", "One-time sign-in links, one a role:")
    for link in links:
        role = output.pick(link["vi"], link["en"])
        address = f"{settings.public_url}/activate/{link['secret']}"
        output.say(f"  {role:<36} {address}", f"  {role:<36} {address}")


def _serve(settings: ServerSettings, listening: socket.socket) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from api.process_log import configure_process_log

    configure_process_log(settings.log_level)
    config = uvicorn.Config(
        APPLICATION, factory=True, host=settings.host, port=settings.port, workers=settings.n_web_processes,
        loop="uvloop", http="httptools", access_log=False, server_header=False, log_config=None,
        proxy_headers=bool(settings.trusted_proxies), forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=IDLE_SECONDS, timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_worker_healthcheck=ANSWER_SECONDS, lifespan="on", ws="none",
    )  # fmt: skip
    if settings.n_web_processes == 1:
        uvicorn.Server(config).run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


@click.command()
@data_option
@click.option("--parent", type=int, default=None, hidden=True, help="Process whose end ends this worker.")
@click.option("--once", is_flag=True, help="Carry out the jobs that wait and the clean-up, then end.")
@click.pass_obj
def worker(output: Output, /, data_folder: Path | None, parent: int | None, once: bool) -> None:
    """Carry out imports, screenings, exports, adaptations and backups. Several may run at once, on several machines.

    With SIGTERM or Ctrl-C the job in hand is put back for another worker.
    """
    from api.process_log import configure_process_log
    from api.running_lock import running
    from recommender.store.job_run import Folders
    from recommender.workflows.run_jobs import Worker, WorkerSettings
    from recommender.workflows.verify_audit import anchor_audit

    settings = prepared(settings_of(data_folder=data_folder))
    configure_process_log(settings.log_level)
    folders = Folders(
        uploads=settings.uploads_folder, exports=settings.exports_folder, anchors=settings.anchor_folder,
        backups=settings.backups_folder, models=settings.models_folder,
    )  # fmt: skip
    with running(settings.data_folder), opened(settings) as store:
        working = Worker(
            store,
            WorkerSettings(
                name=f"{socket.gethostname()}-{os.getpid()}", folders=folders,
                lease=timedelta(seconds=settings.job_lease_seconds),
                kept=kept_times(settings),
                chores=(lambda kept, now: anchor_audit(kept, settings.anchor_folder, now=now),),
            ),
            clock=lambda: datetime.now(UTC),
        )  # fmt: skip
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: working.stop_asked.set())
        if parent is not None:
            threading.Thread(target=_end_with, args=(parent, working.stop_asked), daemon=True).start()
        n_jobs = working.run_once() if once else working.run()
    output.say(f"Đã nhận {n_jobs} việc.", f"Took {n_jobs} jobs.")


def kept_times(settings: ServerSettings) -> Kept:
    """How long the worker keeps files that hold people."""
    from recommender.workflows.keep_no_longer import Kept

    return Kept(
        exports=timedelta(days=settings.kept_exports_days), workbooks=timedelta(days=settings.kept_workbooks_days),
        backups=timedelta(days=settings.kept_backups_days),
    )  # fmt: skip


def _end_with(parent: int, stop_asked: threading.Event) -> None:
    """Ask the worker to stop once its parent is gone, so that none is left behind a killed server."""
    while not stop_asked.wait(PARENT_SECONDS):
        if os.getppid() != parent:
            stop_asked.set()
