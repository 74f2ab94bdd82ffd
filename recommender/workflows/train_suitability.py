"""Learn from signed decisions: a new version of the suitability model, or a refusal when it is no better."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from models.matcher import Mode
from models.suitability import Version, all_versions, roll_back, write_version
from recommender.documents.labels import number_text
from recommender.documents.metric_words import OWNERS, metric_line
from recommender.documents.run_record import installed_version
from recommender.errors import NangLucError
from recommender.inputs import Inputs
from recommender.learning import DecisionUse, Trained, cards, decision_use, labelled, measured, shown_by_tests, trained
from recommender.learning.trained import metrics_of
from recommender.matching import TextMatcher, encoder_for
from recommender.readers import read_inputs
from recommender.settings import Settings
from recommender.workflows.read_positions import catalogue_with_positions
from recommender.workflows.screen_files import input_files, no_officers

LIBRARIES = ("numpy", "scikit-learn", "scipy", "skops")
RIVALS = {"policy": ("chính sách thành văn", "the written policy"), "majority": ("đa số", "the majority")}


@dataclass(frozen=True, kw_only=True)
class Request:
    """What was asked for. `files`: people, assessments, decisions, positions → paths; `models`: folder of versions."""

    files: Mapping[str, tuple[Path, ...]]
    models: Path
    today: date
    catalogues: tuple[Path, ...] = ()
    encoder: str = "hybrid"
    error: float | None = None


@dataclass(frozen=True, kw_only=True)
class Learned:
    """The version written and the figures it was accepted by."""

    version: Version
    metrics: Mapping[str, float]
    use: DecisionUse

    def as_record(self) -> dict[str, object]:
        """Everything, ready for JSON."""
        return {
            "version": self.version.number, "folder": str(self.version.folder), "metrics": dict(self.metrics),
            "decisions": {
                "used": self.use.used, "signers": self.use.signers,
                "left_out": {words[1]: count for words, count in self.use.left_out.items() if count},
            },
        }  # fmt: skip

    def text(self, language: str) -> str:
        """The figures in words."""
        rows = [f"  {metric_line(name, value, language)}" for name, value in self.metrics.items()]
        head = "Đã ghi phiên bản" if language == "vi" else "Wrote version"
        told = self.use.text(0 if language == "vi" else 1)
        return "\n".join([f"{head} {self.version.number}: {self.version.folder}", told, *rows])


def train_suitability(request: Request, *, tell: Callable[[str], None]) -> Learned:
    """Read, measure, learn, compare, write; NangLucError when the policy or the majority foretells decisions better."""
    settings = Settings(today=request.today)
    if request.error is not None:
        settings = Settings(today=request.today, error_level=request.error)
    tell("read")
    catalogue, problems = catalogue_with_positions(request.catalogues, request.files.get("positions", ()))
    inputs = read_inputs(input_files(request.files), catalogue, today=request.today).with_problems(problems)
    if inputs.officers.empty:
        raise no_officers(inputs)
    tell("encoder")
    chosen = encoder_for(Mode(request.encoder))
    matcher = TextMatcher.of(chosen, catalogue)
    tell("measure")
    cases = measured(inputs, catalogue, matcher=matcher, settings=settings)
    shown = shown_by_tests(cases, settings=settings)
    tell("learn")
    known = labelled(cases.features, inputs.decisions)
    use = decision_use(known, inputs.decisions, _of_decisions(inputs, request))
    result = trained(known, settings=settings, shown=shown, use=use)
    if result.better_rivals():
        raise refusal(result)
    request.models.mkdir(parents=True, exist_ok=True)
    told: dict[str, str | int | float | bool] = {
        "today": request.today.isoformat(), "encoder": chosen.name, "encoder_digest": chosen.digest,
        "catalogue_digest": catalogue.digest, "error_level": settings.error_level,
    }  # fmt: skip
    metrics = metrics_of(result)
    libraries = {name: installed_version(name) for name in LIBRARIES}
    version = write_version(
        request.models, result.model, texts=cards(result, use), settings=told, metrics=metrics, libraries=libraries
    )
    return Learned(version=version, metrics=metrics, use=use)


def _of_decisions(inputs: Inputs, request: Request) -> pd.DataFrame:
    """What was wrong in the files of decisions."""
    names = [path.name for path in request.files.get("decisions", ())]
    return inputs.problems[inputs.problems["file"].isin(names)]


def refusal(result: Trained) -> NangLucError:
    """Why nothing was written: who foretold the decisions held back better, with the figures."""
    names = result.better_rivals()
    vi, en = (", ".join(RIVALS[name][at] for name in names) for at in (0, 1))
    figures_vi, figures_en = (_figures(result, at) for at in (0, 1))
    n_held = result.counts["held_back"]
    return NangLucError(
        f"Không phát hành mô hình: trên {n_held} quyết định giữ lại, {vi} đoán đúng hơn. {figures_vi}",
        f"No model is shipped: on {n_held} decisions held back, {en} foretold better. {figures_en}",
        hint_vi="Phiên bản đang dùng không thay đổi; hãy học lại khi có thêm quyết định đã ký.",
        hint_en="The version in use is unchanged; train again when there are more signed decisions.",
    )


def _figures(result: Trained, place: int) -> str:
    return "; ".join(
        f"{OWNERS[row.name][place]}: log loss {_number(row.log_loss, place)}, Brier {_number(row.brier, place)}"
        for row in result.compared
    )


def _number(value: float, place: int) -> str:
    return number_text(value, ("vi", "en")[place], digits=4)


def listed_versions(models: Path) -> list[dict[str, object]]:
    """Every version with its metrics, oldest first."""
    return [_record(version) for version in all_versions(models)]


def rolled_back(models: Path, number: int | None) -> dict[str, object]:
    """The version that is current after going back."""
    return _record(roll_back(models, number))


def _record(version: Version) -> dict[str, object]:
    return {
        "version": version.number,
        "is_current": version.is_current,
        "learned_on": version.manifest.settings.get("today", ""),
        "metrics": dict(version.manifest.metrics),
    }
