"""The figures of a learned model in words, from their names in the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from recommender.documents.labels import Pair, number_text, place_of

OWNERS: Mapping[str, Pair] = MappingProxyType({
    "model": ("Mô hình đã học", "The learned model"),
    "policy": ("Chính sách thành văn", "The written policy"),
    "majority": ("Đa số", "The majority"),
    "verdict": ("Kết luận", "Verdicts"),
    "requirement": ("Từng yêu cầu", "Single requirements"),
    "decisions": ("Quyết định", "Decisions"),
})  # fmt: skip
FIGURES: Mapping[str, Pair] = MappingProxyType({
    "log_loss": ("log loss (nhỏ là tốt)", "log loss (small is good)"),
    "brier": ("điểm Brier (nhỏ là tốt)", "Brier score (small is good)"),
    "calibration_error": ("sai số hiệu chỉnh (nhỏ là tốt)", "calibration error (small is good)"),
    "coverage": ("tỷ lệ tập chứa kết luận đúng", "share of sets that hold the right label"),
    "decided": ("tỷ lệ có kết luận", "share decided"),
    "fit": ("dùng để học", "learned from"),
    "calibrate": ("dùng để hiệu chỉnh", "used to calibrate"),
    "held_back": ("giữ lại để kiểm tra", "held back for the test"),
})  # fmt: skip


def metric_line(name: str, value: float, language: str) -> str:
    """One figure in words; a name that is not known stays as it is."""
    owner, _between, figure = name.partition("_")
    place = place_of(language)
    known = OWNERS.get(owner), FIGURES.get(figure)
    words = f"{known[0][place]}, {known[1][place]}" if known[0] and known[1] else name
    digits = 0 if float(value).is_integer() else 4
    return f"{words}: {number_text(value, language, digits=digits)}"
