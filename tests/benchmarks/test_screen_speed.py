"""How long does a screening take, and in how much memory?

Size: 25 communes, about 1,000 officers with their positions, papers, careers and 32,000 results, from workbooks.
Questions: seconds of each stage with warm text vectors, peak memory of the whole process, the same stages called for
one officer at a time (what columnar frames save), reading the workbooks, matching cold and warm, and how soon
`nangluc --help` answers. The numbers are written to docs/performance.md, which holds the last ones with their date.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.matcher import Mode
from models.opening import open_encoder
from recommender.evaluate.evaluation_page import replaced, table
from recommender.matching import ChosenEncoder, TextMatcher
from recommender.requirements import requirement_texts
from recommender.sample import make_sample, write_sample
from training_catalog import load_catalogue

pytestmark = pytest.mark.bench

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
COMMUNES, SEED = 25, 5
TODAY = "2026-11-21"
LOOP_STAGES = ("measure", "standards", "verdict")
HELP_RUNS = 5
INTRODUCTION = """# Tốc độ và bộ nhớ · Speed and memory

*Các số dưới đây do `make bench` ghi ra trên máy nêu trong từng bảng. Written by `make bench`; each table names its
machine and date. Other work was running on the machine, so times are upper bounds.*
"""


def machine() -> str:
    """Where and when, for beside the numbers."""
    return f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"


def write(name: str, body: str) -> None:
    """Put a part of the page between its markers."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else INTRODUCTION
    PAGE.write_text(replaced(page, name, body), encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workbooks of about a thousand people."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(make_sample(load_catalogue(None), communes=COMMUNES, seed=SEED), folder)
    return folder


def seconds(measured: Sequence[float]) -> str:
    """Clock and processor; the latter is what a machine with nothing else to do would need on one core."""
    return f"{measured[0]:.1f} ({measured[1]:.1f})"


def child(folder: Path, mode: Mode) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.screen_child", str(folder), str(mode)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "fresh": fresh(folder, mode)}


def fresh(folder: Path, mode: Mode) -> tuple[float, float]:
    """Seconds by the clock and of the processor of the command as a person types it, vectors on disk."""
    given = [
        word for name in ("people", "assessments", "quotas") for word in (f"--{name}", str(folder / f"{name}.xlsx"))
    ]
    command = [str(Path(sys.executable).parent / "nangluc"), "screen", *given, "--encoder", str(mode), "--today", TODAY]
    before, start = os.times(), time.perf_counter()
    subprocess.run([*command, "--out", str(folder / f"fresh-{mode}")], cwd=ROOT, capture_output=True, check=True)
    after = os.times()
    return time.perf_counter() - start, sum(after[2:4]) - sum(before[2:4])


def test_a_thousand_people_are_screened(sample_folder: Path, say: Callable[[str], None]) -> None:
    found = {mode: child(sample_folder, mode) for mode in (Mode.HYBRID, Mode.LEXICAL)}
    one = found[Mode.HYBRID]
    together = sum(one["stages"][name] for name in LOOP_STAGES) / one["officers"]
    stages = [
        [name, *[f"{run['stages'][name]:.2f}" for run in found.values()]] for name in one["stages"]
    ]  # fmt: skip
    totals = [
        [
            "**`nangluc screen` in a new process, vectors warm**",
            *[f"**{seconds(run['fresh'])}**" for run in found.values()],
        ],
        ["the same once more in one process", *[seconds(run["whole"]) for run in found.values()]],
        ["reading the workbooks", *[seconds(run["read"]) for run in found.values()]],
        ["screening, vectors warm", *[seconds(run["warm"]) for run in found.values()]],
        ["screening, first run", *[seconds(run["first"]) for run in found.values()]],
        ["peak memory, MB", *[f"{run['peak_mb']:.0f}" for run in found.values()]],
    ]
    loop = table(
        ["measure + standards + verdict", "ms a person"],
        [
            ["all officers at once (in the run above)", f"{1000 * together:.2f}"],
            ["one officer at a time (100 officers)", f"{1000 * one['loop_per_person']:.1f}"],
            ["times faster", f"{one['loop_per_person'] / together:.0f}"],
        ],
    )
    facts = (
        f"## Screening\n\n{one['officers']:,} officers, {one['holdings']:,} positions held, "
        f"{one['results']:,} results, {one['texts']:,} distinct texts. {machine()}."
    )
    heads = ["seconds by the clock (of the processor)", *[str(run["encoder"]) for run in found.values()]]
    write("screen", "\n\n".join([facts, table(heads, [*totals, *stages]), loop]))
    say(f"whole {seconds(one['fresh'])}, read {seconds(one['read'])}, peak {one['peak_mb']:.0f} MB")
    assert one["peak_mb"] < 4000
    assert together < one["loop_per_person"]


def test_matching_cold_and_warm(tmp_path: Path, say: Callable[[str], None]) -> None:
    opened = open_encoder(cache_folder=tmp_path)
    if opened.is_lexical:
        pytest.skip("the embedded encoder is not installed")
    catalogue = load_catalogue(None)
    texts = requirement_texts(catalogue)
    queries = [f"{line} {number}" for number, text in enumerate(texts["text"]) for line in text.split("\n")[:2]]
    chosen = ChosenEncoder(encoder=opened.encoder, mode=Mode.HYBRID, fallback="")
    matcher = TextMatcher.of(chosen, catalogue)
    rows = []
    for name in ("vectors new", "vectors warm"):
        start = time.perf_counter()
        matcher.confidences(queries, list(texts["text"]))
        seconds = time.perf_counter() - start
        rows.append([name, f"{seconds:.1f}", f"{len(queries) / seconds:.0f}"])
    facts = f"## Matching\n\n{len(queries):,} texts against {len(texts)} requirements. {machine()}."
    write("matching", "\n\n".join([facts, table(["hybrid", "seconds", "texts a second"], rows)]))
    say(f"matching: {rows}")
    assert float(rows[1][1]) <= float(rows[0][1])


def test_help_answers_at_once(say: Callable[[str], None]) -> None:
    command = [str(Path(sys.executable).parent / "nangluc"), "--help"]
    seconds = []
    for _ in range(HELP_RUNS):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        seconds.append(time.perf_counter() - start)
    best, worst = min(seconds), max(seconds)
    write("help", f"## Start\n\n`nangluc --help`: {best:.2f} s best, {worst:.2f} s worst of {HELP_RUNS}. {machine()}.")
    say(f"help: {best:.2f}-{worst:.2f} s")
    assert best < 1
