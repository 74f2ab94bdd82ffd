"""The first sheet: the answer in one sentence, the counts behind it with charts, and the way to the other sheets."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from recommender.documents.labels import SHAPES, VERDICTS, number_text, percent_text
from recommender.documents.results_workbook.sheet_guide import GUIDE, UNSCREENED
from recommender.documents.results_workbook.styles import TONE_OF, Styles
from recommender.documents.results_workbook.summary_blocks import (
    LABELS,
    courses_block,
    domains_block,
    fields_block,
    reasons_block,
    staffing_block,
    training_block,
    units_block,
)
from recommender.documents.results_workbook.summary_grid import LEFT, Grid
from recommender.documents.results_workbook.unscreened_sheet import unscreened
from recommender.documents.results_workbook.view import RunView
from recommender.documents.run_record import PROGRAM, installed_version
from recommender.documents.tallies import verdict_tally

CHIPS = ((0, 0), (1, 3), (4, 7))
"""Columns of the three counts under the headline."""
PRINT_SCALE = 70


def write_summary(book: Workbook, view: RunView, styles: Styles) -> None:
    """The sheet, from the top down."""
    sheet = book.add_worksheet(view.say("Tóm tắt", "Summary"))
    grid = Grid(book, sheet, styles)
    grid.set_up()
    _write_head(sheet, grid, view, styles)
    grid.block(units_block(view))
    grid.block(reasons_block(view), training_block(view))
    grid.block(fields_block(view))
    grid.block(staffing_block(view))
    grid.block(courses_block(view), domains_block(view))
    _write_reading(grid, view)
    _write_guide(sheet, grid, view, styles)
    grid.close()
    _set_up_print(sheet)


def headline(view: RunView) -> str:
    """The answer of the whole run."""
    tally, language = verdict_tally(view.result.verdicts), view.labels.language
    counts = (tally.held, tally.meets, tally.needs_review, tally.does_not_meet)
    return view.say(
        "Trong {0} vị trí đang giữ: {1} đáp ứng, {2} cần xem xét lại trước khi kết luận, {3} chưa đáp ứng.",
        "Of {0} positions held, {1} are met, {2} need review before a conclusion, {3} are not met.",
    ).format(*(number_text(count, language) for count in counts))


def scope(view: RunView) -> str:
    """Whom the run covers, and its day."""
    language = view.labels.language
    places = [name for name in sorted(view.people["province"].unique()) if name]
    where = places[0] if len(places) == 1 else view.say(f"{len(places)} tỉnh, thành phố", f"{len(places)} provinces")
    numbers = (number_text(len(view.inputs.officers), language), number_text(view.known_units, language))
    said = view.say(
        "{0} cán bộ, công chức · {1} đơn vị · {2} · ngày rà soát {3}",
        "{0} officers · {1} units · {2} · reviewed on {3}",
    )
    unknown = view.say(" · {0} người chưa rõ đơn vị", " · the unit of {0} is not known") if view.without_unit else ""
    whole = said.format(*numbers, where, view.settings.today.strftime("%d/%m/%Y"))
    return whole + unknown.format(number_text(view.without_unit, language))


def _write_head(sheet: Worksheet, grid: Grid, view: RunView, styles: Styles) -> None:
    title = view.say("Kết quả rà soát mức độ đáp ứng vị trí việc làm", "Review of who meets their job position")
    grid.line(title, "title", points=26)
    grid.line(scope(view), "note")
    grid.line(headline(view), "headline", points=28, is_wide=True)
    tally, labels = verdict_tally(view.result.verdicts), view.labels
    sheet.set_row(grid.row, 24)
    for code, (first, last) in zip(LABELS, CHIPS, strict=True):
        count = getattr(tally, code)
        share = percent_text(count / tally.held if tally.held else float("nan"), labels.language)
        text = f"{SHAPES[code]} {labels.pick(VERDICTS[code])}: {number_text(count, labels.language)} ({share})"
        style = styles.named("chip", tone=str(TONE_OF[code]))
        if first == last:
            sheet.write_string(grid.row, first, text, style)
        else:
            sheet.merge_range(grid.row, first, grid.row, last, text, style)
    grid.next(32)
    if missing := len(unscreened(view)):
        said = view.say(
            "! Chưa rà soát được: {0} người, vì chưa đọc được vị trí việc làm. Tên và ô cần sửa ở trang “{1}”.",
            "! Not reviewed: {0} of the people, as their position could not be read. Names and cells to mend: “{1}”.",
        )
        grid.line(said.format(number_text(missing, labels.language), labels.pick(UNSCREENED[0])), "answer")
    grid.line(
        view.say(
            "Đây là đề xuất của chương trình từ hồ sơ và kết quả đánh giá. Người có thẩm quyền quyết định và ký ở "
            "trang “Kết luận”.",
            "These are proposals from files and assessments. The authority decides and signs on the sheet “Verdicts”.",
        ),
        "note",
    )
    grid.next()


def _write_reading(grid: Grid, view: RunView) -> None:
    """How to read the words and shapes."""
    settings, language = view.settings, view.labels.language
    meets, fails = percent_text(settings.p_meets, language), percent_text(settings.p_fails, language)
    grid.keep_together(len(GUIDE) + 11)
    grid.section(view.say("Cách đọc", "How to read"))
    for text in (
        view.say(
            "✓ Đáp ứng: hồ sơ phù hợp tiêu chuẩn và xác suất đạt yêu cầu từ {0}.",
            "✓ Meets: documents fit the standards and the probability of meeting is at least {0}.",
        ).format(meets),
        view.say(
            "? Cần xem xét: chưa đủ chắc chắn, còn ít kết quả đánh giá, hoặc có tiêu chuẩn phải do người xem xét.",
            "? Needs review: too uncertain, few assessment results, or a standard that a person must judge.",
        ),
        view.say(
            "– Chưa đáp ứng: có tiêu chuẩn chưa phù hợp hoặc xác suất về năng lực không quá {0}.",
            "– Does not meet: a standard does not fit, or the probability on competency is {0} or less.",
        ).format(fails),
    ):
        grid.line(text, "answer")
    grid.next()


def _write_guide(sheet: Worksheet, grid: Grid, view: RunView, styles: Styles) -> None:
    """Links to the other sheets, then versions."""
    grid.section(view.say("Các trang trong tệp này", "Sheets of this file"))
    guide = (GUIDE[0], UNSCREENED, *GUIDE[1:]) if len(unscreened(view)) else GUIDE
    for names, texts in guide:
        tab = view.labels.pick(names)
        sheet.write_url(grid.row, LEFT, f"internal:'{tab}'!A1", styles.named("link"), tab)
        sheet.write_string(grid.row, LEFT + 1, view.labels.pick(texts), styles.named("answer"))
        grid.next()
    grid.next()
    catalogue = view.catalogue
    program = f"{PROGRAM} {installed_version(PROGRAM)}".strip()
    grid.line(f"{program} · {catalogue.name} {catalogue.version} · {catalogue.digest[:12]}", "note")


def _set_up_print(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(PRINT_SCALE)
    sheet.set_footer("&L&8&A&R&8&P/&N")
