"""The wording of every catalogue problem in Vietnamese and English, and the problem made from a code and its values."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from training_catalog.types import CatalogueProblem

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ProblemText:
    """Severity and the two message templates of one code."""

    severity: str
    vi: str
    en: str


_READING = {
    "folder_missing": ProblemText(
        ERROR, "Không có thư mục danh mục “{folder}”.", "There is no catalogue folder “{folder}”."
    ),
    "file_unreadable": ProblemText(ERROR, "Không mở được tệp: {detail}.", "The file cannot be opened: {detail}."),
    "file_too_large": ProblemText(
        ERROR,
        "Tệp lớn hơn {limit} MB nên không đọc; hãy tách thành nhiều tệp.",
        "The file is over {limit} MB and is not read; split it.",
    ),
    "not_utf8": ProblemText(
        ERROR,
        "Tệp không phải mã UTF-8 (byte thứ {position}); hãy lưu lại ở dạng “CSV UTF-8” hoặc văn bản UTF-8.",
        "The file is not UTF-8 (byte {position}); save it as “CSV UTF-8” or UTF-8 text.",
    ),
    "bad_yaml": ProblemText(
        ERROR,
        "Sai cú pháp YAML ở dòng {line}, cột {column}: {detail}.",
        "Bad YAML at line {line}, column {column}: {detail}.",
    ),
    "unsupported_yaml": ProblemText(
        ERROR,
        "Dòng {line}: không dùng {feature} trong tệp danh mục.",
        "Line {line}: {feature} may not be used in a catalogue file.",
    ),
    "duplicate_key": ProblemText(
        ERROR, "Dòng {line}: khóa “{key}” ghi hai lần.", "Line {line}: the key “{key}” is given twice."
    ),
    "bad_csv": ProblemText(ERROR, "Sai cấu trúc CSV ở dòng {line}: {detail}.", "Bad CSV at line {line}: {detail}."),
    "missing_column": ProblemText(ERROR, "Thiếu cột “{column}”.", "The column “{column}” is missing."),
    "unknown_file": ProblemText(
        WARNING,
        "Tệp không thuộc bộ danh mục nên không được đọc{suggestion_vi}.",
        "The file is no part of a catalogue and is not read{suggestion_en}.",
    ),
    "missing_key": ProblemText(ERROR, "Thiếu “{key}”.", "“{key}” is missing."),
    "unknown_key": ProblemText(
        ERROR, "Không có khóa “{key}”{suggestion_vi}.", "There is no key “{key}”{suggestion_en}."
    ),
    "wrong_type": ProblemText(
        ERROR, "“{key}” phải là {wanted_vi}, đang ghi: {value}.", "“{key}” must be {wanted_en}, but is: {value}."
    ),
    "unknown_value": ProblemText(
        ERROR,
        "“{key}” không có giá trị “{value}”; dùng một trong: {allowed}.",
        "“{key}” has no value “{value}”; use one of: {allowed}.",
    ),
    "bad_level": ProblemText(
        ERROR,
        "“{key}” ghi cấp độ “{value}” không hợp lệ; ghi như 2-3, từ 1 đến 5, số nhỏ trước.",
        "“{key}” has the level “{value}”; write it like 2-3, from 1 to 5, the smaller first.",
    ),
    "bad_date": ProblemText(
        ERROR,
        "“{key}” ghi ngày “{value}” không hợp lệ; ghi như 2026-07-01.",
        "“{key}” has the date “{value}”; write it like 2026-07-01.",
    ),
    "duplicate_id": ProblemText(
        ERROR,
        "Mã “{row}” đã có ở {other}; dòng này bị bỏ qua.",
        "The id “{row}” is already used at {other}; this row is left out.",
    ),
    "not_nfc": ProblemText(
        WARNING,
        "Dòng {line}: chữ chưa ở dạng Unicode dựng sẵn (NFC); đã tự chuyển khi đọc.",
        "Line {line}: text is not Unicode NFC; it was converted while reading.",
    ),
    "nothing_to_remove": ProblemText(
        WARNING,
        "Yêu cầu xóa “{row}” nhưng không có dòng nào mang mã này.",
        "“{row}” is to be removed but no row has this id.",
    ),
    "nothing_to_change": ProblemText(
        ERROR,
        "Yêu cầu sửa “{row}” nhưng không có dòng nào mang mã này.",
        "“{row}” is to be changed but no row has this id.",
    ),
    "reused_task_id": ProblemText(
        WARNING,
        "Mã nhiệm vụ “{row}” nay mang nội dung khác hẳn; các chương trình đang trỏ tới mã này sẽ áp dụng cho "
        "nội dung mới. Nếu là nhiệm vụ khác, hãy đặt mã mới.",
        "The task id “{row}” now holds quite another text; courses that name it will apply to the new text. "
        "If it is another task, give it a new id.",
    ),
}

_CHECKING = {
    "position_untitled": ProblemText(
        WARNING,
        "Vị trí {position} chưa có tên; ghi tên ở “title_vi” trước khi dùng.",
        "The position {position} has no title; write one at “title_vi” before it is used.",
    ),
    "position_without_standards": ProblemText(
        WARNING,
        "Vị trí {position} chưa có tiêu chuẩn nào nên không xét được tiêu chuẩn của người giữ vị trí.",
        "The position {position} has no formal standards, so nobody holding it can be judged by them.",
    ),
    "unknown_reference": ProblemText(
        ERROR,
        "“{key}” trỏ tới {what_vi} “{value}” không có trong danh mục{suggestion_vi}.",
        "“{key}” names {what_en} “{value}” that the catalogue does not have{suggestion_en}.",
    ),
    "former_parent_unknown": ProblemText(
        WARNING,
        "“parent_id” ghi “{value}”, không có trong danh mục đơn vị cũ hay nay: huyện, tỉnh sau tên không dùng được.",
        "“parent_id” says “{value}”, neither a former unit nor one of today: what stands behind the name is not used.",
    ),
    "unknown_replaced_law": ProblemText(
        WARNING,
        "Văn bản bị thay thế “{value}” chưa có trong danh mục.",
        "The replaced act “{value}” is not in the catalogue.",
    ),
    "loop": ProblemText(
        ERROR,
        "“{key}” tạo thành vòng lặp: {path}.",
        "“{key}” makes a loop: {path}.",
    ),
    "level_out_of_range": ProblemText(
        ERROR, "Cấp độ {value} của “{key}” không nằm trong 1-5.", "The level {value} of “{key}” is not within 1-5."
    ),
    "standard_incomplete": ProblemText(
        ERROR,
        "Tiêu chuẩn “{value}” chưa nêu “{key}” nên không kết luận được gì.",
        "The standard “{value}” does not give “{key}”, so it decides nothing.",
    ),
    "dates_reversed": ProblemText(
        ERROR, "“{value}”: ngày kết thúc trước ngày bắt đầu.", "“{value}”: the end date is before the start date."
    ),
    "duplicate_name": ProblemText(
        ERROR,
        "Tên “{value}” dùng cho cả {others}; khi đối chiếu sẽ không biết chọn mục nào.",
        "The name “{value}” stands for {others} at once; a look-up cannot choose.",
    ),
    "similar_name": ProblemText(
        WARNING,
        "Tên “{value}” bỏ dấu thì trùng nhau ở {others}; bản ghi không dấu sẽ không tra được.",
        "Without diacritics the name “{value}” is the same for {others}; unaccented input will not be resolved.",
    ),
    "blueprint_of_blank": ProblemText(
        ERROR,
        "Ô “{value}” của khung năng lực để trống nên không có đề kiểm tra; bỏ khung đề này hoặc thêm mô tả cho ô.",
        "The cell “{value}” of the frame is blank and cannot be tested; drop this blueprint or describe the cell.",
    ),
    "blueprint_twice": ProblemText(
        ERROR,
        "Ô “{value}” đã có khung đề “{other}”; giữ lại một khung đề.",
        "The cell “{value}” already has the blueprint “{other}”; keep one of them.",
    ),
    "near_duplicate_tasks": ProblemText(
        WARNING,
        "Cùng lời lẽ với nhiệm vụ “{value}” ({percent} %); gộp lại hoặc viết rõ chỗ khác nhau.",
        "Worded like task “{value}” ({percent} %); merge them or say what differs.",
    ),
    "near_duplicate_courses": ProblemText(
        WARNING,
        "Cùng hình thức và cùng lời lẽ với chương trình “{value}” ({percent} %); giữ một chương trình.",
        "Of one mode with course “{value}” and worded like it ({percent} %); keep one.",
    ),
    "shared_wording": ProblemText(
        WARNING,
        "Cách viết “{value}” dùng cho nhiều nhiệm vụ: {others}; viết rõ chỗ khác nhau.",
        "The wording “{value}” stands for several tasks: {others}; say what differs.",
    ),
    "shared_across_fields": ProblemText(
        WARNING,
        "Nhiệm vụ ghi cho nhiều vị trí khác lĩnh vực: {others}; tách thành nhiệm vụ riêng hoặc ghi nhóm vị trí.",
        "The task names positions of different fields: {others}; split it or name a group.",
    ),
    "course_text_apart": ProblemText(
        WARNING,
        "Tên và đề cương không nói tới kết quả đã ghi: gần nhất là “{value}”, thứ {rank}. Sửa đề cương hoặc kết quả.",
        "Name and outline do not tell of the outcomes: nearest “{value}”, rank {rank}. Correct outline or outcomes.",
    ),
    "task_not_covered": ProblemText(
        WARNING,
        "Chưa có chương trình nào đạt cấp độ {level} cho nhiệm vụ này.",
        "No course reaches level {level} for this task.",
    ),
    "task_not_covered_for": ProblemText(
        WARNING,
        "Có chương trình cho nhiệm vụ này nhưng không mở cho vị trí: {positions}.",
        "Courses for this task exist, but none is open to: {positions}.",
    ),
    "level_not_covered": ProblemText(
        WARNING,
        "Chưa có chương trình nào đưa năng lực này lên cấp độ {level}.",
        "No course takes this competency to level {level}.",
    ),
    "length_in_text": ProblemText(
        WARNING,
        "Lời của chương trình nêu số tuần hoặc số tháng mà chưa ghi `duration_periods` hay `lasts`.",
        "The words of the course tell weeks or months, but neither `duration_periods` nor `lasts` is given.",
    ),
    "without_source": ProblemText(WARNING, "Chưa ghi nguồn.", "No source is given."),
    "without_english": ProblemText(
        WARNING, "“{key}” chưa có bản tiếng Anh.", "“{key}” has no English text of its own."
    ),
    "law_ended": ProblemText(
        WARNING,
        "Văn bản “{value}” hết hiệu lực từ {date}.",
        "The act “{value}” has not been in force since {date}.",
    ),
    "ended_law_in_text": ProblemText(
        WARNING,
        "“{key}” viện dẫn “{value}” đã hết hiệu lực từ {date} mà không ghi rõ (trước đây, khi mở lớp, thay thế).",
        "“{key}” cites “{value}”, out of force since {date}, without saying so (formerly, when held, replaced).",
    ),
    "law_not_yet": ProblemText(
        WARNING,
        "Văn bản “{value}” có hiệu lực từ {date}, nay chưa áp dụng.",
        "The act “{value}” takes effect on {date}, not yet today.",
    ),
    "future_law_in_text": ProblemText(
        WARNING,
        "“{key}” viện dẫn “{value}”, đến {date} mới có hiệu lực, mà không ghi từ ngày nào.",
        "“{key}” cites “{value}”, which takes effect on {date} only, without saying from when.",
    ),
    "effect_before_issue": ProblemText(
        ERROR,
        "Văn bản “{value}” có hiệu lực trước ngày ban hành ({date}).",
        "The act “{value}” takes effect before it was issued ({date}).",
    ),
    "replaced_by_earlier": ProblemText(
        ERROR,
        "“{other}” không muộn hơn “{value}” mà ghi là thay thế văn bản này.",
        "“{other}” is not later than “{value}”, which it is said to replace.",
    ),
    "replaced_still_open": ProblemText(
        WARNING,
        "“{value}” đã được “{other}” thay thế từ {date} mà chưa ghi ngày hết hiệu lực.",
        "“{value}” was replaced by “{other}” on {date}, but its end is not given.",
    ),
    "replaced_ends_apart": ProblemText(
        WARNING,
        "“{value}” ghi hết hiệu lực ngày {date}, văn bản thay thế “{other}” có hiệu lực ngày {start}.",
        "“{value}” is said to end on {date}; “{other}” in its place takes effect on {start}.",
    ),
    "law_replaced": ProblemText(
        WARNING,
        "Văn bản “{value}” đã được thay thế bằng “{other}” đang có hiệu lực.",
        "The act “{value}” has been replaced by “{other}”, which is in force.",
    ),
    "laws_undated": ProblemText(
        WARNING,
        "{count} văn bản chưa rõ ngày có hiệu lực nên coi là đang áp dụng ({used} văn bản được nhiệm vụ viện dẫn): "
        "tra và ghi effective_from, trước hết {value}.",
        "{count} acts without a known date of effect are taken for in force ({used} of them named by tasks): "
        "look it up and give effective_from, {value} first.",
    ),
    "position_without_tasks": ProblemText(
        WARNING,
        "Vị trí chưa có nhiệm vụ nào nên không phân biệt được với vị trí khác.",
        "The position has no task, so nothing tells it from other positions.",
    ),
    "text_not_nfc": ProblemText(
        ERROR, "“{key}” chưa ở dạng Unicode dựng sẵn (NFC): {value}", "“{key}” is not Unicode NFC: {value}"
    ),
    "text_spaces": ProblemText(
        WARNING,
        "“{key}” thừa dấu cách ở đầu, cuối hoặc giữa: {value}",
        "“{key}” has spaces too many at an end or inside: {value}",
    ),
    "not_a_syllable": ProblemText(
        WARNING,
        "“{key}” có chữ không đúng chính tả tiếng Việt: {words} (trong {value}).",
        "“{key}” holds what is no Vietnamese syllable: {words} (in {value}).",
    ),
    "without_diacritics": ProblemText(
        WARNING, "“{key}” ghi không dấu: {value}", "“{key}” is typed without diacritics: {value}"
    ),
    "mixed_spelling": ProblemText(
        WARNING,
        "“{key}” viết “{value}” trong khi cùng danh mục viết “{other}”; dùng một cách đặt dấu, một cách viết i/y.",
        "“{key}” writes “{value}” where the same list writes “{other}”; keep one place for tones and one final i or y.",
    ),
    "text_hidden_sign": ProblemText(
        WARNING,
        "“{key}” chứa ký tự ẩn {sign}: {value}",
        "“{key}” holds the hidden character {sign}: {value}",
    ),
}

PROBLEM_TEXTS: dict[str, ProblemText] = {**_READING, **_CHECKING}


def catalogue_problem(code: str, *, file: str, row: str = "", **values: object) -> CatalogueProblem:
    """The problem `code` at `file` and `row`, its messages filled with `values`."""
    text = PROBLEM_TEXTS[code]
    filled = {"row": row, **values}
    return CatalogueProblem(
        file=file,
        row=row,
        code=code,
        severity=text.severity,
        message_vi=text.vi.format(**filled),
        message_en=text.en.format(**filled),
    )


def suggestion(value: str, known: list[str]) -> dict[str, str]:
    """`suggestion_vi` and `suggestion_en`: the known spelling nearest to `value`, or nothing."""
    near = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
    if not near:
        return {"suggestion_vi": "", "suggestion_en": ""}
    return {"suggestion_vi": f" (có phải “{near[0]}”?)", "suggestion_en": f" (did you mean “{near[0]}”?)"}
