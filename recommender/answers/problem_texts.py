"""Words of every problem that a test's files can have, Vietnamese and English, with what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.problems import Problem
from recommender.types import Severity

LONGEST_VALUE = 200
_DECIMAL = re.compile(r"\A(-?\d+)\.(\d+)\Z")
"""A number that the program tells, with a comma where Vietnamese is read; what stands in a cell is quoted as it is."""
MOST_ALIKE = 500
"""Problems of one kind that are written out; the rest are counted in one line."""


@dataclass(frozen=True, kw_only=True)
class _Text:
    severity: Severity
    vi: str
    en: str
    advice_vi: str = ""
    advice_en: str = ""


def _error(vi: str, en: str, advice_vi: str, advice_en: str) -> _Text:
    return _Text(severity=Severity.ERROR, vi=vi, en=en, advice_vi=advice_vi, advice_en=advice_en)


def _warning(vi: str, en: str, advice_vi: str = "", advice_en: str = "") -> _Text:
    return _Text(severity=Severity.WARNING, vi=vi, en=en, advice_vi=advice_vi, advice_en=advice_en)


TEXTS: dict[str, _Text] = {
    "answer_unknown": _error(
        "“{value}” không phải câu trả lời hợp lệ; người này chưa được chấm.",
        "“{value}” is no valid answer; this person is not scored.",
        "Ghi {wanted} hoặc để trống.",
        "Write {wanted} or leave it blank.",
    ),
    "id_missing": _error(
        "Dòng có câu trả lời nhưng không có mã người; bỏ qua dòng này.",
        "The row has answers and no person id; it is left out.",
        "Điền mã vào cột đầu tiên.",
        "Fill the id in the first column.",
    ),
    "id_repeated": _error(
        "Mã “{value}” đã có ở dòng {first}; chỉ dòng đầu được chấm.",
        "Id “{value}” already stands in row {first}; only the first row is scored.",
        "Giữ một dòng cho mỗi người.",
        "Keep one row a person.",
    ),
    "row_ragged": _error(
        "Dòng có {n} ô, dòng tiêu đề có {wanted} ô; bỏ qua dòng này.",
        "The row has {n} cells, the heading row {wanted}; it is left out.",
        "Kiểm tra dấu phân cách “{separator}” và dấu phẩy thập phân trong dòng.",
        "Check the separator “{separator}” and decimal commas in the row.",
    ),
    "person_without_answers": _warning(
        "Người “{value}” không trả lời câu nào: không có điểm.",
        "Person “{value}” answered nothing: no score.",
        "Xác nhận người này vắng mặt.",
        "Confirm that the person was absent.",
    ),
    "item_name_missing": _error(
        "Cột có câu trả lời nhưng không có tên câu hỏi; bỏ qua cột này.",
        "The column has answers and no item name; it is left out.",
        "Đặt tên câu hỏi ở dòng tiêu đề.",
        "Name the item in the heading row.",
    ),
    "item_repeated": _error(
        "Tên câu hỏi “{value}” đã có ở cột {first}; chỉ cột đầu được dùng.",
        "Item name “{value}” already heads column {first}; only the first column is used.",
        "Đặt tên khác nhau cho các câu hỏi.",
        "Give items different names.",
    ),
    "item_without_answers": _warning(
        "Câu “{value}” không có câu trả lời nào.",
        "Item “{value}” has no answers.",
        "Bỏ cột này nếu câu hỏi không được dùng.",
        "Remove the column if the item was not used.",
    ),
    "column_unreadable": _error(
        "Cột “{value}” hầu hết không phải câu trả lời (ví dụ “{sample}”); bỏ qua cột này.",
        "Column “{value}” is mostly not answers (such as “{sample}”); it is left out.",
        "Cột đầu tiên là mã người, các cột còn lại chỉ ghi {wanted} hoặc để trống.",
        "The first column is the id, all others hold {wanted} or blanks only.",
    ),
    "key_item_missing": _error(
        "Câu “{value}” không có đáp án; bỏ qua câu này.",
        "Item “{value}” has no key; it is left out.",
        "Thêm câu này vào tệp đáp án.",
        "Add the item to the key file.",
    ),
    "key_item_unknown": _warning(
        "Tệp đáp án có câu “{value}” không có trong bài làm.",
        "The key file has item “{value}”, which the answers do not have.",
        "Kiểm tra tên câu hỏi.",
        "Check the item's name.",
    ),
    "key_unreadable": _error(
        "Đáp án “{value}” không hợp lệ.",
        "Key “{value}” is not valid.",
        "Mỗi đáp án là một chữ cái hoặc một chữ số.",
        "Each key is one letter or digit.",
    ),
    "key_repeated": _error(
        "Câu “{value}” có nhiều đáp án khác nhau; chỉ đáp án đầu được dùng.",
        "Item “{value}” has different keys; only the first is used.",
        "Giữ một đáp án cho mỗi câu.",
        "Keep one key an item.",
    ),
    "cut_item_unknown": _error(
        "Câu “{value}” không có trong bài làm; bỏ qua dòng này.",
        "Item “{value}” is not among the answers; the row is left out.",
        "Kiểm tra tên câu hỏi.",
        "Check the item's name.",
    ),
    "cut_item_unusable": _warning(
        "Câu “{value}” không ước lượng được nên không dùng để xác định điểm cắt.",
        "Item “{value}” could not be estimated and does not count for cut scores.",
    ),
    "cut_value_unreadable": _error(
        "“{value}” không phải giá trị hợp lệ; bỏ qua ô này.",
        "“{value}” is not a valid value; the cell is left out.",
        "{wanted_vi}",
        "{wanted_en}",
    ),
    "cut_repeated": _error(
        "Đánh giá này đã có ở dòng {first}; chỉ dòng đầu được dùng.",
        "This rating already stands in row {first}; only the first is used.",
        "Giữ một dòng cho mỗi giám khảo, câu hỏi và cấp độ.",
        "Keep one row a judge, item and level.",
    ),
    "cut_one_judge": _warning(
        "Điểm cắt của cấp độ {value} chỉ dựa trên một giám khảo: chưa biết giám khảo khác đánh giá lệch bao nhiêu.",
        "The cut of level {value} rests on one judge: how far another would differ is not known.",
        "Nên có ít nhất năm giám khảo.",
        "At least five judges are advised.",
    ),
    "test_too_weak": _warning(
        "Độ tin cậy của bài là {value}, dưới {least}: quá yếu để quyết định về một người.",
        "The reliability of the test is {value}, below {least}: too weak to decide about a person.",
        "Chỉ dùng như một nguồn tham khảo cùng độ lệch chuẩn; thêm câu hỏi, thay câu bị gắn cờ.",
        "Use it as one source with its standard deviation only; add items, replace those flagged.",
    ),
    "cut_order": _error(
        "Điểm cắt của cấp độ {value} thấp hơn cấp độ trước; không quy đổi cấp độ.",
        "The cut of level {value} lies below the one before; no levels are given.",
        "Xem lại phiếu của giám khảo.",
        "Review the judges' forms.",
    ),
    "cut_none": _error(
        "Không có điểm cắt nào dùng được; không quy đổi cấp độ.",
        "There is no usable cut score; no levels are given.",
        "Xem các lỗi khác của tệp này.",
        "See the other problems of this file.",
    ),
    "cut_level_missing": _error(
        "Thiếu điểm cắt của cấp độ {value}; không quy đổi cấp độ.",
        "There is no cut score of level {value}; no levels are given.",
        "Thêm điểm cắt cho cấp độ này; các cấp độ phải liền nhau.",
        "Add the cut of this level; levels follow one another without a gap.",
    ),
    "cut_off_scale": _error(
        "Điểm cắt {value} của cấp độ {level} nằm ngoài thang của bài ({low} đến {high}); không quy đổi cấp độ.",
        "The cut {value} of level {level} lies outside the scale of the test ({low} to {high}); no levels are given.",
        "{wanted_vi}",
        "{wanted_en}",
    ),
    "cut_percent": _warning(
        "Xác suất trong bảng được ghi theo phần trăm; đã chia cho 100.",
        "The chances of the table are in percent; they were divided by 100.",
        "Kiểm tra lại bảng nếu không phải phần trăm.",
        "Check the table if they are not.",
    ),
    "nobody_estimated": _error(
        "Không ước lượng được năng lực của ai: mỗi câu đều được mọi người trả lời như nhau.",
        "Nobody's ability can be estimated: each item was answered alike by everybody.",
        "Bài này không phân biệt được ai; kiểm tra đáp án và tệp bài làm.",
        "The test tells nobody apart; check the key and the file of answers.",
    ),
    "blanks_left_out": _warning(
        "{share} % ô để trống: không tính là sai, năng lực chỉ dựa vào các câu đã trả lời.",
        "{share}% of the cells are blank: they do not count as wrong, ability rests on the items answered.",
        "Nếu để trống là không làm được, thêm --blanks wrong; nếu câu không được giao, thêm --blanks missing.",
        "Where a blank means not solved add --blanks wrong, where the item was not given --blanks missing.",
    ),
    "few_answered": _warning(
        "“{value}” chỉ trả lời {n} trên {wanted} câu; các câu để trống không tính là sai.",
        "“{value}” answered only {n} of {wanted} items; the blank ones do not count as wrong.",
        "Xem lại bài trước khi dùng kết quả của người này.",
        "Look at the sheet before using this result.",
    ),
    "reliability_unsure": _warning(
        "Độ tin cậy {value} chỉ dựa trên {n} người: khoảng tin cậy 95 % từ {low} đến {high}, có thể dưới {least}.",
        "The reliability {value} rests on {n} people only: 95% from {low} to {high}, it may lie below {least}.",
        "Coi là chưa chắc đủ để quyết định về một người; sát hạch thêm người hoặc thêm câu.",
        "Do not take it as enough to decide about a person; test more people or add items.",
    ),
    "total_outside": _error(
        "Điểm “{value}” nằm ngoài thang 0 đến {highest}; người này không được tính.",
        "Score “{value}” lies outside 0 to {highest}; the person is left out.",
        "Sửa điểm.",
        "Correct the score.",
    ),
    "total_far": _warning(
        "Điểm “{value}” cách xa mọi điểm khác; vẫn được tính.",
        "Score “{value}” lies far from all others; it is used as it is.",
        "Kiểm tra điểm này; ghi điểm tối đa bằng --highest để loại điểm ngoài thang.",
        "Check it; give the highest score possible by --highest to leave out what lies outside.",
    ),
    "total_negative": _warning(
        "Điểm “{value}” âm trong khi phần lớn điểm dương; vẫn được tính.",
        "Score “{value}” is negative where most are positive; it is used as it is.",
        "Kiểm tra điểm này; ghi điểm tối đa bằng --highest để loại điểm ngoài thang.",
        "Check it; give the highest score possible by --highest to leave out what lies outside.",
    ),
    "total_unknown": _error(
        "“{value}” không phải điểm số; người này không được tính.",
        "“{value}” is no score; the person is left out.",
        "Ghi một số.",
        "Write a number.",
    ),
    "more_alike": _warning(
        "Còn {n} vấn đề cùng loại “{value}” không liệt kê.",
        "{n} more problems of the kind “{value}” are not listed.",
    ),
}


class AnswerProblems:
    """The problems of one file, in the order found; too many of one kind end in a count."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._counts: dict[str, int] = {}

    def add(self, code: str, cell: str = "", *, value: str = "", **words: str) -> None:
        """Write down one problem at a cell; `words` fill its message."""
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= MOST_ALIKE:
            self._problems.append(self._problem(code, cell, value=value, **words))

    def all(self) -> tuple[Problem, ...]:
        """Everything written down, and how many were not written out."""
        left = [(code, count - MOST_ALIKE) for code, count in self._counts.items() if count > MOST_ALIKE]
        more = [self._problem("more_alike", "", value=code, n=str(count)) for code, count in left]
        return (*self._problems, *more)

    def _problem(self, code: str, cell: str, *, value: str, **words: str) -> Problem:
        text = TEXTS[code]
        given = {"value": value[:LONGEST_VALUE], **words}
        in_vietnamese = given if cell else {name: _DECIMAL.sub(r"\1,\2", said) for name, said in given.items()}
        return Problem(
            file=self.file,
            code=code,
            severity=text.severity,
            cell=cell,
            value=value[:LONGEST_VALUE],
            message_vi=text.vi.format_map(in_vietnamese),
            message_en=text.en.format_map(given),
            suggestion_vi=text.advice_vi.format_map(given),
            suggestion_en=text.advice_en.format_map(given),
        )
