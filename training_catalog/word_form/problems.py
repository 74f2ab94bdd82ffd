"""Problems of reading a Word form: one table of codes with their messages in both languages."""

from __future__ import annotations

from training_catalog.types import CatalogueProblem
from training_catalog.word_form.shapes import JobDescription, Place

ERROR = "error"
WARNING = "warning"
NOTE = "note"

MESSAGES: dict[str, tuple[str, str, str]] = {
    "file_missing": (ERROR, "Không mở được tệp: {detail}.", "The file cannot be opened: {detail}."),
    "file_too_big": (
        ERROR,
        "Tệp quá lớn ({detail}). Hãy tách tệp thành nhiều tệp nhỏ.",
        "The file is too big ({detail}). Split it into smaller files.",
    ),
    "file_not_word": (
        ERROR,
        "Tệp không phải văn bản Word (.docx, .doc). Hãy mở bằng Word và lưu thành .docx.",
        "The file is not a Word document (.docx, .doc). Open it in Word and save it as .docx.",
    ),
    "file_damaged": (
        ERROR,
        "Tệp bị hỏng hoặc chưa tải đủ ({detail}). Hãy mở bằng Word và lưu lại thành .docx.",
        "The file is damaged or incomplete ({detail}). Open it in Word and save it again as .docx.",
    ),
    "file_encrypted": (
        ERROR,
        "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi lưu thành .docx.",
        "The file has a password. Remove the password and save it as .docx.",
    ),
    "file_unsafe": (
        ERROR,
        "Tệp chứa khai báo XML không được phép (DTD). Hãy mở bằng Word và lưu lại thành .docx.",
        "The file holds a forbidden XML declaration (DTD). Open it in Word and save it again as .docx.",
    ),
    "legacy_no_office": (
        ERROR,
        "Tệp .doc kiểu cũ và máy này không có LibreOffice. Hãy mở bằng Word và lưu thành .docx.",
        "An old .doc file, and this machine has no LibreOffice. Open it in Word and save it as .docx.",
    ),
    "legacy_failed": (
        ERROR,
        "Không chuyển được tệp .doc ({detail}). Hãy mở bằng Word và lưu thành .docx.",
        "The .doc file could not be converted ({detail}). Open it in Word and save it as .docx.",
    ),
    "file_slow": (
        ERROR,
        "Tệp không đọc xong trong {detail} giây. Hãy tách tệp thành nhiều tệp nhỏ.",
        "The file could not be read within {detail} seconds. Split it into smaller files.",
    ),
    "file_crashes": (
        ERROR,
        "Tệp làm hỏng việc đọc nên không nhận. Hãy mở bằng Word và lưu lại thành .docx.",
        "Reading the file broke off, so it is not taken. Open it in Word and save it again as .docx.",
    ),
    "no_description": (
        ERROR,
        "Không thấy bản mô tả công việc nào: cần dòng “Tên vị trí việc làm: …”.",
        "No job description found: a line “Tên vị trí việc làm: …” (position title) is needed.",
    ),
    "title_missing": (ERROR, "Thiếu tên vị trí việc làm.", "The position title is missing."),
    "code_missing": (WARNING, "Thiếu mã vị trí việc làm.", "The position code is missing."),
    "goal_missing": (WARNING, "Thiếu mục tiêu vị trí việc làm.", "The goal of the position is missing."),
    "duties_missing": (ERROR, "Không thấy bảng công việc (mục 2).", "The table of duties (section 2) was not found."),
    "standards_missing": (
        ERROR,
        "Không thấy bảng yêu cầu về trình độ (mục 5.1).",
        "The table of qualification standards (section 5.1) was not found.",
    ),
    "education_missing": (ERROR, "Thiếu yêu cầu về trình độ đào tạo.", "The required education is missing."),
    "levels_missing": (
        ERROR,
        "Không thấy bảng năng lực (mục 5.2).",
        "The table of competency levels (section 5.2) was not found.",
    ),
    "level_empty": (
        ERROR,
        "Năng lực “{detail}” để trống cấp độ. Cần người có thẩm quyền ghi cấp độ; chương trình không tự điền.",
        "Competency “{detail}” has an empty level. A person in charge must fill it in; nothing is guessed.",
    ),
    "level_unreadable": (
        ERROR,
        "Cấp độ “{detail}” không đọc được: cần một số hoặc khoảng từ 1 đến 5, ví dụ 2-3.",
        "Level “{detail}” cannot be read: write a number or a range from 1 to 5, such as 2-3.",
    ),
    "level_without_name": (
        ERROR,
        "Dòng có cấp độ “{detail}” nhưng thiếu tên năng lực.",
        "A row has level “{detail}” but no competency name.",
    ),
    "competency_unknown": (
        ERROR,
        "Năng lực “{detail}” không có trong khung năng lực. Hãy chọn năng lực tương ứng.",
        "Competency “{detail}” is not in the frame. Choose the one it stands for.",
    ),
    "competency_twice": (
        ERROR,
        "Năng lực “{detail}” được ghi hai lần với cấp độ khác nhau; giữ dòng đầu.",
        "Competency “{detail}” is written twice with different levels; the first row is kept.",
    ),
    "competency_absent": (
        WARNING,
        "Bản mô tả không nêu năng lực: {detail}.",
        "The description does not list these competencies: {detail}.",
    ),
    "code_foreign": (
        WARNING,
        "Mã “{detail}” không theo danh mục vị trí việc làm (có thể lấy từ mẫu của nơi khác); giữ nguyên để đối chiếu.",
        "Code “{detail}” is not a code of the position list (perhaps another unit's template); kept as written.",
    ),
    "code_conflict": (
        ERROR,
        "Mã và tên chỉ hai vị trí khác nhau: {detail}. Hãy chọn vị trí đúng.",
        "The code and the title point to different positions: {detail}. Choose the right one.",
    ),
    "position_unknown": (
        ERROR,
        "Tên vị trí chưa có trong danh mục; tạm dùng mã {detail} Hãy chọn vị trí tương ứng.",
        "The title is not in the catalogue; for now its id is {detail} Choose the position it stands for.",
    ),
    "other_unit": (
        WARNING,
        "Văn bản còn nhắc đơn vị khác: {detail}. Kiểm tra phần chép từ mẫu.",
        "The text still names another unit: {detail}. Check what was copied from a template.",
    ),
    "district_level": (
        WARNING,
        "Văn bản còn nhắc cấp huyện (đã bỏ từ 01/7/2025): “{detail}”.",
        "The text still names the district level (abolished on 1 July 2025): “{detail}”.",
    ),
    "fields_matched": (
        WARNING,
        "Tên vị trí khớp với {detail} theo các lĩnh vực được nêu. Hãy xác nhận.",
        "The title fits {detail} by the fields it names. Confirm it.",
    ),
    "task_level_missing": (
        ERROR,
        "Không có cấp độ của nhóm năng lực chuyên môn nên chưa lập được nhiệm vụ.",
        "No level of the professional competencies could be read, so no tasks were made.",
    ),
    "experience_unused": (
        WARNING,
        "Yêu cầu kinh nghiệm “{detail}” chưa được xét tự động; cán bộ nhân sự xem xét.",
        "Required experience “{detail}” is not checked automatically; HR must judge it.",
    ),
    "qualities_unused": (
        WARNING,
        "Phẩm chất cá nhân “{detail}” không lập thành tiêu chuẩn; cán bộ nhân sự xem xét.",
        "Personal qualities “{detail}” are made no standard; HR must judge them.",
    ),
    "other_unused": (
        WARNING,
        "Yêu cầu khác “{detail}” không lập thành tiêu chuẩn; cán bộ nhân sự xem xét.",
        "Other requirements “{detail}” are made no standard; HR must judge them.",
    ),
    "work_common": (
        NOTE,
        "“{detail}” là việc chung của mọi vị trí nên không lập thành nhiệm vụ.",
        "“{detail}” is work of every position and is made no task.",
    ),
    "weights_unsaid": (
        NOTE,
        "Bản mô tả không nêu nhiệm vụ nào là chính; cả {detail} nhiệm vụ tạm ghi mức thường (regular). "
        "Cần người có thẩm quyền ghi nhiệm vụ chính (core).",
        "The form does not say which duties are main ones; all {detail} tasks are marked regular for now. "
        "A person in charge must mark the main ones (core).",
    ),
    "standards_dropped": (
        WARNING,
        "Danh mục có tiêu chuẩn mà bản mô tả không nêu, nên vị trí này không còn xét: {detail}. "
        "Ghi thêm vào bản mô tả nếu vẫn áp dụng.",
        "The catalogue has standards that the form does not give, so this position no longer asks for them: {detail}. "
        "Add them to the form if they still apply.",
    ),
    "degree_unread": (
        ERROR,
        "Không xác định được trình độ đào tạo trong câu: “{detail}”.",
        "No degree level could be read in: “{detail}”.",
    ),
    "major_unread": (
        WARNING,
        "Ngành “{detail}” không có trong danh mục ngành; cán bộ nhân sự xem xét.",
        "Major “{detail}” is not in the vocabulary of majors; HR must judge it.",
    ),
    "certificate_unread": (
        WARNING,
        "Không xác định được chứng chỉ trong câu: “{detail}”.",
        "No certificate could be read in: “{detail}”.",
    ),
    "theory_unread": (
        WARNING,
        "Không xác định được bậc lý luận chính trị trong câu: “{detail}”.",
        "No level of political theory could be read in: “{detail}”.",
    ),
}

WHERE_VI = "Bảng {place.table}, dòng {place.row}: "
WHERE_EN = "Table {place.table}, row {place.row}: "


class WordFormError(Exception):
    """A file that cannot be read at all; `code` is a key of `MESSAGES`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(MESSAGES[code][2].format(detail=detail))
        self.code = code
        self.detail = detail


def file_problem(file: str, code: str, detail: str = "") -> CatalogueProblem:
    """A problem of the whole file."""
    severity, text_vi, text_en = MESSAGES[code]
    return CatalogueProblem(
        file=file,
        row="",
        code=code,
        severity=severity,
        message_vi=text_vi.format(detail=detail),
        message_en=text_en.format(detail=detail),
    )


def form_problem(
    description: JobDescription, code: str, detail: str = "", place: Place | None = None
) -> CatalogueProblem:
    """A problem of one description, its message opening with the title and the place."""
    severity, text_vi, text_en = MESSAGES[code]
    where = place if place is not None and place.table else description.place
    name_vi = f"Bản mô tả {description.order} ({shorten(description.title) or 'chưa có tên'}). "
    name_en = f"Description {description.order} ({shorten(description.title) or 'untitled'}). "
    if where.table:
        name_vi += WHERE_VI.format(place=where)
        name_en += WHERE_EN.format(place=where)
    return CatalogueProblem(
        file=description.file,
        row=str(where),
        code=code,
        severity=severity,
        message_vi=name_vi + text_vi.format(detail=detail),
        message_en=name_en + text_en.format(detail=detail),
    )


def shorten(text: str, length: int = 60) -> str:
    """The text cut at a word before `length` characters."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
