"""The main job on files: workbooks and job descriptions in; tables, results workbook and run record out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from models.matcher import Mode
from models.model_folder import MANIFEST, file_digest
from recommender.documents.results_workbook import write_results
from recommender.documents.run_record import RunFacts, write_run_record
from recommender.documents.summary import Summary, summarise
from recommender.documents.tables import write_tables
from recommender.engines import require_engine
from recommender.errors import InputError
from recommender.inputs import Inputs
from recommender.matching import TextMatcher, encoder_for
from recommender.pipeline import RunResult, screen
from recommender.readers import InputFiles, parsed_ahead, read_inputs
from recommender.settings import Settings
from recommender.suitability import open_suitability
from recommender.workflows.read_positions import catalogue_with_positions
from training_catalog.types import Catalogue

RESULTS_WORKBOOK = "results.xlsx"
RUN_RECORD = "run.json"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for. `files`: people, assessments, quotas, decisions, positions → paths."""

    files: Mapping[str, tuple[Path, ...]]
    out: Path
    today: date
    catalogues: tuple[Path, ...] = ()
    encoder: str = "hybrid"
    engine: str = "local"
    language: str = "vi"
    models: Path | None = None
    """Folder of versions of the suitability model; None: the written policy."""
    settings: Settings | None = field(default=None)
    fairness_reason: str = ""
    """Why groups differ, in writing; asked for when the fairness check finds a clear difference."""


def screen_files(request: Request, *, tell: Callable[[str], None]) -> Summary:
    """Read, screen, write; the summary of the run. InputError when no officer could be read."""
    start = time.perf_counter()
    require_engine(request.engine)
    _require_folder(request.out)
    tell("read")
    files = input_files(request.files)
    with parsed_ahead(files) as ahead:
        catalogue, problems = catalogue_with_positions(request.catalogues, request.files.get("positions", ()))
        inputs = read_inputs(files, catalogue, today=request.today, ahead=ahead).with_problems(problems)
    if inputs.officers.empty:
        raise no_officers(inputs)
    settings = request.settings or Settings(today=request.today)
    version, suitability = open_suitability(request.models, settings=settings) if request.models else (None, None)
    settings = replace(settings, error_level=suitability.error) if suitability else settings
    tell("encoder")
    chosen = encoder_for(Mode(request.encoder))
    matcher = TextMatcher.of(chosen, catalogue)
    read_seconds = time.perf_counter() - start
    result = screen(
        inputs, catalogue, matcher=matcher, settings=settings, suitability=suitability, engine=request.engine, tell=tell
    )
    tell("write")
    facts = RunFacts(
        catalogue=catalogue, settings=settings, encoder_name=chosen.name, encoder_digest=chosen.digest,
        fallback=chosen.fallback, files=request.files, read_seconds=read_seconds,
        fairness_reason=request.fairness_reason.strip(), model_version=version.number if version else 0,
        model_digest=file_digest(version.folder / MANIFEST) if version else "",
    )  # fmt: skip
    return _write(request, inputs, result, catalogue, facts)


def _require_folder(out: Path) -> None:
    """Refuse before the work what could not be written after it."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=out, prefix=".nangluc-"):
        pass


def _write(request: Request, inputs: Inputs, result: RunResult, catalogue: Catalogue, facts: RunFacts) -> Summary:
    """Tables are written in a thread of their own: most of it is compressing, which leaves the other core idle."""
    start = time.perf_counter()
    with ThreadPoolExecutor(max_workers=1) as beside:
        tables = beside.submit(write_tables, result.frames(), request.out)
        write_results(
            result, inputs, catalogue, settings=facts.settings, language=request.language,
            path=request.out / RESULTS_WORKBOOK,
        )  # fmt: skip
        tables.result()
    write_run_record(result, inputs, facts, write_seconds=time.perf_counter() - start, path=request.out / RUN_RECORD)
    return summarise(result, inputs, catalogue, out=request.out, fairness_reason=facts.fairness_reason)


def input_files(files: Mapping[str, tuple[Path, ...]]) -> InputFiles:
    """The four kinds of workbooks among the files of a request."""
    kinds = ("people", "assessments", "quotas", "decisions")
    return InputFiles(**{kind: tuple(files.get(kind, ())) for kind in kinds})


def no_officers(inputs: Inputs) -> InputError:
    """The refusal when not one officer could be read, quoting the first problem."""
    first = inputs.problems.head(1)
    why_vi = first["message_vi"].iloc[0] if len(first) else ""
    why_en = first["message_en"].iloc[0] if len(first) else ""
    return InputError(
        f"Không đọc được cán bộ, công chức nào. {why_vi}",
        f"Not one officer could be read. {why_en}",
        hint_vi="Xem `nangluc check` và các biểu mẫu của `nangluc template`.",
        hint_en="See `nangluc check` and the forms of `nangluc template`.",
    )
