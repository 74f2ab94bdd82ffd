"""Wrong fields in the caller's language, from what pydantic says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from api.web.problems import FieldProblem

VIETNAMESE: Final[Mapping[str, str]] = MappingProxyType({
    "missing": "Bắt buộc phải có.",
    "extra_forbidden": "Tham số không có trong danh sách được nhận.",
    "string_type": "Phải là chữ.",
    "string_unicode": "Chữ không đúng mã Unicode.",
    "string_too_short": "Cần ít nhất {min_length} ký tự.",
    "string_too_long": "Nhiều nhất {max_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng quy định.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "Phải là số nguyên.",
    "int_parsing_size": "Số quá lớn.",
    "int_from_float": "Phải là số nguyên.",
    "float_type": "Phải là số.",
    "float_parsing": "Phải là số.",
    "finite_number": "Phải là số hữu hạn.",
    "bool_type": "Phải là đúng hoặc sai.",
    "bool_parsing": "Phải là đúng hoặc sai.",
    "greater_than": "Phải lớn hơn {gt}.",
    "greater_than_equal": "Phải lớn hơn hoặc bằng {ge}.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "less_than_equal": "Phải nhỏ hơn hoặc bằng {le}.",
    "enum": "Chỉ nhận: {expected}.",
    "literal_error": "Chỉ nhận: {expected}.",
    "date_type": "Phải là ngày dạng năm-tháng-ngày.",
    "date_parsing": "Phải là ngày dạng năm-tháng-ngày.",
    "date_from_datetime_parsing": "Phải là ngày dạng năm-tháng-ngày.",
    "date_from_datetime_inexact": "Phải là ngày, không kèm giờ.",
    "datetime_type": "Phải là thời điểm dạng ISO 8601.",
    "datetime_parsing": "Phải là thời điểm dạng ISO 8601.",
    "datetime_from_date_parsing": "Phải là thời điểm dạng ISO 8601.",
    "timezone_aware": "Thời điểm phải có múi giờ.",
    "list_type": "Phải là danh sách.",
    "dict_type": "Phải là đối tượng.",
    "model_attributes_type": "Phải là đối tượng.",
    "model_type": "Phải là đối tượng.",
    "too_long": "Nhiều nhất {max_length} mục.",
    "too_short": "Cần ít nhất {min_length} mục.",
    "json_invalid": "Nội dung không phải JSON đúng.",
    "no_control": "Không được có ký tự điều khiển.",
})  # fmt: skip
OTHERWISE: Final = "Giá trị không hợp lệ."
ENGLISH: Final[Mapping[str, str]] = MappingProxyType({
    "extra_forbidden": "This parameter is not in the list of those taken.",
    "no_control": "Control characters are not taken.",
})  # fmt: skip


def field_problems(found: Sequence[Mapping[str, Any]], language: str) -> tuple[FieldProblem, ...]:
    """One FieldProblem for each error that pydantic lists, in its order, at most 50."""
    return tuple(_field_problem(one, language) for one in found[:50])


def _field_problem(one: Mapping[str, Any], language: str) -> FieldProblem:
    place, *rest = [str(part) for part in one["loc"]] or ["body"]
    kind = str(one["type"])
    if kind == "json_invalid":
        rest = []
    pointer = "#" + "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in rest)
    return FieldProblem(place=place, pointer=pointer, code=kind, message=_message(kind, one, language))


def _message(kind: str, one: Mapping[str, Any], language: str) -> str:
    texts = VIETNAMESE if language == "vi" else ENGLISH
    template = texts.get(kind)
    if template is None:
        return OTHERWISE if language == "vi" else str(one["msg"])
    try:
        return template.format(**one.get("ctx", {}))
    except KeyError:
        return OTHERWISE
