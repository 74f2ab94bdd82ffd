"""The report on the reference data as one page that needs nothing else: Vietnamese first, English beside it."""

from __future__ import annotations

from html import escape
from importlib import resources

from training_catalog.report import CatalogueReport, Cell, Column, ReportTable, Words

TITLE = Words("Báo cáo bộ dữ liệu tham chiếu", "Report on the reference data")
CONTENTS = Words("Mục lục", "Contents")


def catalogue_page(report: CatalogueReport) -> str:
    """The HTML text; the same report gives the same text."""
    style = resources.files("recommender.documents").joinpath("data/catalogue_page.css").read_text(encoding="utf-8")
    parts = [
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(TITLE.vi)} – {escape(report.name)}</title>\n<style>\n{style}</style>\n</head>\n<body>",
        _header(report),
        "<main>",
        _contents(report),
        *(_section(table) for table in report.tables),
        "</main>",
        _footer(report),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def shown(value: Cell) -> str:
    """A cell as Vietnamese offices write it: 1.592; 83 %; both languages where there are two."""
    if isinstance(value, Words):
        return f"{escape(value.vi)}{_english(value)}" if value.en != value.vi else escape(value.vi)
    if isinstance(value, float):
        return f"{100 * value:.0f} %"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else escape(value)


def _english(words: Words) -> str:
    return f' <span class="en" lang="en">{escape(words.en)}</span>'


def _header(report: CatalogueReport) -> str:
    figures = "".join(f"<li><b>{shown(value)}</b>{shown(what)}</li>" for what, value in report.headline)
    about = (
        f"{escape(report.name)}, {escape(report.version)} · {report.today:%d/%m/%Y} · "
        f"<span title='{escape(report.digest)}'>{escape(report.digest[:12])}</span>"
    )
    heading = f"<h1>{shown(TITLE)}</h1>"
    return f'<header>\n{heading}\n<p class="quiet">{about}</p>\n<ul class="figures">{figures}</ul>\n</header>'


def _contents(report: CatalogueReport) -> str:
    links = "\n".join(
        f'<li><a href="#{escape(table.key)}">{escape(table.title.vi)}</a>{_english(table.title)}</li>'
        for table in report.tables
    )
    return f'<nav aria-label="{escape(CONTENTS.vi)}">\n<ul>\n{links}\n</ul>\n</nav>'


def _section(table: ReportTable) -> str:
    note = f'<p class="quiet">{escape(table.note.vi)}<br><span lang="en">{escape(table.note.en)}</span></p>'
    head = f'<section id="{escape(table.key)}">\n<h2>{shown(table.title)}</h2>\n{note}'
    if not table.rows:
        return f"{head}\n<p>{shown(table.empty)}</p>\n</section>"
    body = f'<div class="scroll" tabindex="0">\n{_table(table)}\n</div>'
    if table.is_folded:
        count = shown(len(table.rows))
        body = f"<details>\n<summary>Mở bảng, {count} dòng · open, {count} rows</summary>\n{body}\n</details>"
    return f"{head}\n{body}\n</section>"


def _table(table: ReportTable) -> str:
    kinds = [_kind(column, table, place) for place, column in enumerate(table.columns)]
    heads = "".join(
        f'<th scope="col"{kind}>{shown(Words(column.vi, column.en))}</th>'
        for column, kind in zip(table.columns, kinds, strict=True)
    )
    rows = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{_cell(value)}</td>" for value, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in table.rows
    )
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _kind(column: Column, table: ReportTable, place: int) -> str:
    """The class of a column: numbers stand to the right, sentences get room."""
    if column.is_wide:
        return ' class="wide"'
    is_number = any(isinstance(row[place], (int, float)) for row in table.rows)
    return ' class="number"' if is_number else ""


def _cell(value: Cell) -> str:
    if isinstance(value, float):
        return f'{shown(value)}<span class="bar"><i style="width:{100 * value:.0f}%"></i></span>'
    return shown(value)


def _footer(report: CatalogueReport) -> str:
    words = Words(
        "Tạo bởi nangluc catalogue report. Cách sửa, bổ sung, phủ dữ liệu riêng của tỉnh: docs/reference-data.md.",
        "Made by nangluc catalogue report. How to correct, extend and overlay: docs/reference-data.md.",
    )
    return f'<footer class="quiet">{escape(words.vi)}<br><span lang="en">{escape(words.en)}</span></footer>'
