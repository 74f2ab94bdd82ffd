"""The sheet of method: how verdicts come about, what the machine does not do, settings and versions used."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recommender.documents.labels import number_text, percent_text
from recommender.documents.results_workbook.method_texts import PARAGRAPHS, SETTINGS
from recommender.documents.results_workbook.row_heights import LINE_POINTS, capacity, lines_of
from recommender.documents.results_workbook.styles import Styles
from recommender.documents.results_workbook.view import RunView
from recommender.documents.run_record import PROGRAM, installed_version

HEAD_WIDTH, TEXT_WIDTH = 44, 112
SHARES = (
    "share_required",
    "p_meets",
    "p_fails",
    "coverage_required",
    "match_confidence",
    "factor_share",
    "error_level",
)


def write_method(book: Workbook, view: RunView, styles: Styles) -> None:
    """Paragraphs, then settings, then versions, on one printed page across."""
    sheet = book.add_worksheet(view.say("Phương pháp", "Method"))
    sheet.set_column(0, 0, HEAD_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    sheet.set_row(0, 24)
    sheet.write_string(
        0, 0, view.say("Kết luận được lập ra như thế nào?", "How do verdicts come about?"), styles.named("title")
    )
    words = setting_texts(view)
    row = 2
    for head, body in PARAGRAPHS:
        row = _line(sheet, row, (view.labels.pick(head), view.labels.pick(body).format(**words)), styles)
    row = _section(sheet, row, view.say("Thiết lập của đợt rà soát", "Settings of this run"), styles)
    for name, value in words.items():
        row = _line(sheet, row, (view.labels.pick(SETTINGS.get(name, (name, name))), value), styles)
    row = _section(sheet, row, view.say("Phiên bản", "Versions"), styles)
    for version in versions(view):
        row = _line(sheet, row, version, styles)
    _set_up_print(sheet)


def setting_texts(view: RunView) -> dict[str, str]:
    """Each setting by name, its value as text of this language."""
    language = view.labels.language
    texts: dict[str, str] = {}
    for name, value in asdict(view.settings).items():
        if isinstance(value, date):
            texts[name] = value.strftime("%d/%m/%Y")
        elif name in SHARES:
            texts[name] = percent_text(value, language)
        elif isinstance(value, tuple):
            texts[name] = "; ".join(_number(part, language) for part in value)
        else:
            texts[name] = _number(value, language)
    return texts


def versions(view: RunView) -> list[tuple[str, str]]:
    """What the run was made with; run.json has the rest."""
    say, catalogue = view.say, view.catalogue
    return [
        (say("Chương trình", "Program"), f"{PROGRAM} {installed_version(PROGRAM)}".strip()),
        (say("Danh mục vị trí, năng lực, chương trình", "Catalogue"), f"{catalogue.name}, {catalogue.version}"),
        (say("Mã kiểm tra của danh mục (SHA-256)", "Digest of the catalogue (SHA-256)"), catalogue.digest),
        (
            say("Thông tin khác", "More"),
            say(
                "Tệp vào, mã kiểm tra, bộ mã hóa văn bản, phiên bản thư viện và thời gian chạy: xem run.json cùng thư "
                "mục.",
                "Input files, digests, text encoder, libraries and times: see run.json in the same folder.",
            ),
        ),
    ]


def _number(value: float, language: str) -> str:
    digits = 0 if float(value).is_integer() else 2 if round(value, 1) != value else 1
    return number_text(value, language, digits=digits)


def _section(sheet: Worksheet, row: int, title: str, styles: Styles) -> int:
    style = styles.named("section")
    sheet.write_string(row + 1, 0, title, style)
    sheet.write_blank(row + 1, 1, None, style)
    return row + 2


def _line(sheet: Worksheet, row: int, pair: tuple[str, str], styles: Styles) -> int:
    lines = max(lines_of(pair[1], capacity(TEXT_WIDTH)), lines_of(pair[0], 0.92 * capacity(HEAD_WIDTH)))
    sheet.set_row(row, LINE_POINTS * lines + 5)
    sheet.write_string(row, 0, pair[0], styles.named("lead"))
    sheet.write_string(row, 1, pair[1], styles.named("body"))
    return row + 1


def _set_up_print(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&8&A&R&8&P/&N")
