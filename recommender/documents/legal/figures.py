"""Tables of a run that several documents of the legal folder show, from its facts, in Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from recommender.documents.fairness_words import dimension_word, group_word
from recommender.documents.labels import (
    BASES,
    METHODS,
    SEVERITIES,
    STATUSES,
    VERDICTS,
    Labels,
    number_text,
    percent_text,
)
from recommender.documents.legal.blocks import Grid
from recommender.documents.legal.run_facts import LegalFacts
from recommender.documents.results_workbook.method_texts import SETTINGS

VI = "vi"
LABELS = Labels(language=VI, units={}, provinces={}, positions={}, position_fields={}, fields={})
KINDS = {
    "people": "Danh sách công chức", "assessments": "Kết quả đánh giá, sát hạch", "quotas": "Biên chế theo vị trí",
    "decisions": "Quyết định đã ký", "positions": "Bản mô tả vị trí việc làm",
}  # fmt: skip
DIGEST_SHOWN = 16
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def whole(value: float) -> str:
    """1.234"""
    return number_text(value, VI)


def decimal(value: float, digits: int = 2) -> str:
    """1,23; a dash where there is none."""
    return "–" if pd.isna(value) else number_text(value, VI, digits=digits)


def share(part: float, total: float) -> str:
    """12 %; a dash without a whole."""
    return percent_text(part / total if total else float("nan"), VI)


def verdict_table(facts: LegalFacts) -> Grid:
    """Verdicts by label, with their share."""
    counts: Mapping[str, int] = facts.record["counts"]["verdicts"]
    total = sum(counts.values())
    rows = [(pair[0], whole(counts[code]), share(counts[code], total)) for code, pair in VERDICTS.items()]
    return Grid(heads=("Kết luận đề xuất", "Số vị trí giữ", "Tỷ lệ"), rows=tuple(rows), widths=(7.0, 4.5, 4.0))


def evidence_table(facts: LegalFacts) -> Grid:
    """What the estimates of the run rest on."""
    frame = facts.frames["estimates"]
    counts = frame["basis"].value_counts()
    rows = [
        (pair[0], whole(counts.get(code, 0)), share(counts.get(code, 0), len(frame)), _deviation(frame, code))
        for code, pair in BASES.items()
    ]
    heads = ("Mức ước lượng dựa vào", "Số yêu cầu", "Tỷ lệ", "Độ lệch chuẩn trung bình (mức)")
    return Grid(heads=heads, rows=tuple(rows), widths=(7.0, 3.0, 2.5, 4.0))


def _deviation(frame: pd.DataFrame, basis: str) -> str:
    return decimal(float(frame.loc[frame["basis"] == basis, "sd"].mean()))


def standards_table(facts: LegalFacts) -> Grid:
    """Formal standards by status."""
    counts = facts.frames["standards"]["status"].value_counts()
    total = int(counts.sum())
    rows = [(pair[0], whole(counts.get(code, 0)), share(counts.get(code, 0), total)) for code, pair in STATUSES.items()]
    return Grid(heads=("Tiêu chuẩn, điều kiện", "Số lượt đối chiếu", "Tỷ lệ"), rows=tuple(rows), widths=(7.0, 4.5, 4.0))


def files_table(facts: LegalFacts) -> Grid:
    """Files read, with rows used and the beginning of their digests."""
    rows = [
        (KINDS.get(kind, kind), entry["file"], whole(entry.get("rows", 0)), entry["sha256"][:DIGEST_SHOWN] + "…")
        for kind, entries in facts.record["inputs"].items()
        for entry in entries
    ]
    heads = ("Loại dữ liệu", "Tệp", "Số dòng dùng được", "Mã kiểm tra SHA-256")
    return Grid(heads=heads, rows=tuple(rows), widths=(4.5, 4.5, 3.0, 4.5))


def problems_table(facts: LegalFacts) -> Grid:
    """Problems of the input by severity."""
    counts: Mapping[str, int] = facts.record["counts"]["problems"]
    rows = [(pair[0], whole(counts.get(code, 0))) for code, pair in SEVERITIES.items()]
    return Grid(heads=("Vấn đề trong dữ liệu vào", "Số lượng"), rows=tuple(rows), widths=(10.0, 5.0))


def assessors_table(facts: LegalFacts) -> Grid:
    """How much assessors differ, by method, without naming anybody."""
    frame = facts.frames["assessors"]
    rows = []
    for method, own in frame.groupby("method", sort=True):
        far = (own["leniency"] / own["sd"]).abs() > 2
        rows.append((METHODS[method][0], whole(len(own)), decimal(own["spread"].iloc[0]), whole(far.sum())))  # type: ignore[index]
    heads = ("Nguồn", "Người, hội đồng đánh giá", "Chênh nhau (độ lệch chuẩn, mức)", "Dễ hoặc chặt rõ rệt")
    return Grid(heads=heads, rows=tuple(rows), widths=(4.0, 4.0, 4.5, 4.0))


def fairness_table(facts: LegalFacts) -> Grid:
    """Share that meets by group, beside the best group; groups too small to compare are left out."""
    frame = facts.frames["fairness"]
    frame = frame[(frame["ratio"].notna() & (frame["dimension"] != "province")) | frame["asks_reason"]]
    rows = [
        (
            dimension_word(row["dimension"], LABELS), group_word(row["group"], LABELS), whole(row["n"]),
            percent_text(row["rate"], VI), "cao nhất" if row["is_reference"] else _ratio(row),
            "–" if pd.isna(row["p_value"]) else decimal(row["p_value"], 3), "Có" if row["asks_reason"] else "",
        )
        for row in frame.to_dict("records")
    ]  # fmt: skip
    heads = ("So theo", "Nhóm", "Số người", "Đáp ứng", "So với nhóm cao nhất (95 %)", "p", "Cần lý do")
    return Grid(heads=heads, rows=tuple(rows), widths=(2.6, 3.6, 1.7, 1.8, 3.6, 1.5, 1.7))


def _ratio(row: Mapping[object, float]) -> str:
    ends = f" ({decimal(row['ratio_low'])} – {decimal(row['ratio_high'])})" if not pd.isna(row["ratio_low"]) else ""
    return decimal(row["ratio"]) + ends


def settings_table(facts: LegalFacts) -> Grid:
    """Every setting of the run in words."""
    rows = [(SETTINGS[name][0] if name in SETTINGS else name, _setting(value)) for name, value in _settings(facts)]
    return Grid(heads=("Tham số", "Giá trị đã dùng"), rows=tuple(rows), widths=(12.0, 4.5))


def _settings(facts: LegalFacts) -> list[tuple[str, object]]:
    given: Mapping[str, object] = facts.record["settings"]
    return [(name, given[name]) for name in [*SETTINGS, *sorted(set(given) - set(SETTINGS))] if name in given]


def _setting(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_setting(entry) for entry in value)
    if isinstance(value, float | int):
        return f"{value:g}".replace(".", ",")
    return day_text(str(value)) if ISO_DAY.fullmatch(str(value)) else str(value)


def day_text(iso: str) -> str:
    """2026-11-22 as 22/11/2026."""
    return "/".join(reversed(iso.split("-")))


def people(facts: LegalFacts) -> str:
    """Officers and units of the run; and how many of them were judged, where some hold no position that was read."""
    counts = facts.record["counts"]
    judged = int(facts.frames["verdicts"]["officer_id"].nunique())
    said = f"{whole(counts['officers'])} công chức của {whole(counts['units'])} đơn vị"
    return said if judged == counts["officers"] else f"{said} ({whole(judged)} người có kết luận)"


def run_table(facts: LegalFacts) -> Grid:
    """What names the run: program, catalogue, encoder, day, number."""
    record = facts.record
    encoder = record["encoder"]["name"] + (
        f" (thay thế: {record['encoder']['fallback']})" if record["encoder"]["fallback"] else ""
    )
    model = f"mô hình đã học, phiên bản {facts.model_version}" if facts.model_version else "chính sách thành văn"
    rows = (
        ("Mã đợt rà soát", facts.run_id),
        ("Ngày rà soát", facts.today),
        ("Phần mềm", f"Năng Lực (nangluc) {record['program']['version']}"),
        ("Cách kết luận", model),
        ("Danh mục tham chiếu", f"{record['catalogue']['name']}, phiên bản {record['catalogue']['version']}"),
        ("Mã kiểm tra danh mục", str(record["catalogue"]["digest"])[:DIGEST_SHOWN] + "…"),
        ("Mô hình đối sánh chữ", encoder),
    )
    return Grid(rows=rows, widths=(5.5, 11.0))
