"""What the command line says of a command it could not understand, in the language of the person at the terminal."""

from __future__ import annotations

import re
from typing import Final

import click

from api.commands.help_language import kinds

WAYS: Final[tuple[tuple[str, str], ...]] = (
    (r"Missing option '(.+?)'\.?(?:\s*Choose from:\s*(.+))?", "Thiếu tùy chọn {0}."),
    (r"Missing argument '(.+?)'\.?(?:\s*Choose from:\s*(.+))?", "Thiếu đối số {0}."),
    (r"Missing parameter:? '?(.+?)'?\.?", "Thiếu {0}."),
    (r"Missing command\.", "Chưa cho biết lệnh nào."),
    (r"No such command '(.+?)'\.(?: .*)?", "Không có lệnh {0}."),
    (r"No such option:? '?(.+?)'?\.?(?: .*)?", "Không có tùy chọn {0}."),
    (r"Got unexpected extra arguments? \((.*)\)", "Thừa đối số: {0}."),
    (r"Argument '(.+?)' takes (\d+) values\.", "Đối số {0} cần {1} giá trị."),
    (r"Option '(.+?)' does not take a value\.", "Tùy chọn {0} không nhận giá trị."),
    (r"Option '(.+?)' requires (?:an argument|(\d+) arguments)\.", "Tùy chọn {0} cần có giá trị."),
    (r"Could not open file '(.+?)': (.+)", "Không mở được tệp {0}: {1}."),
    (r"Invalid value for '(.+?)': (.+)", "Giá trị của {0} chưa đúng: {1}"),
    (r"Invalid value: (.+)", "Giá trị chưa đúng: {0}"),
    (r"(?:File|Directory|Path) '(.+)' does not exist\.", "không có {0}."),
    (r"(?:File|Directory|Path) '(.+)' is a file\.", "{0} là tệp, không phải thư mục."),
    (r"(?:File|Directory|Path) '(.+)' is a directory\.", "{0} là thư mục, không phải tệp."),
    (r"(?:File|Directory|Path) '(.+)' is not readable\.", "không có quyền đọc {0}."),
    (r"(?:File|Directory|Path) '(.+)' is not writable\.", "không có quyền ghi {0}."),
    (r"'(.+)' is not a valid (?:integer|float)(?: range)?\.", "{0} không phải số."),
    (r"'(.+)' is not a valid boolean\..*", "{0} không phải có hoặc không."),
    (r"(.+) is not in the range (.+)\.", "{0} nằm ngoài khoảng {1}."),
    (r"'(.+)' is not one of (.+)\.", "{0} không thuộc: {1}."),
    (r"'(.+)' is not '(.+)'\.", "{0} không phải {1}."),
    (r"'(.+)' does not match the formats? (.+)\.", "{0} không theo dạng {1}."),
)
"""How the library says it, as a pattern, and how it is said in Vietnamese; what is unknown stays as it is."""


def refused(error: click.ClickException, language: str) -> str:
    """The lines to print: how the command is used, and what is wrong with what was typed."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    is_english = language == "en"
    said = error.format_message() if is_english else in_vietnamese(error.format_message())
    lines = [f"Error: {said}" if is_english else f"Lỗi: {said}"]
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        usage = context.command.collect_usage_pieces(context)
        way = " ".join([context.command_path, *(usage if is_english else map(kinds, usage))])
        asked = f"{context.command_path} --help"
        lines[:0] = [
            f"Usage: {way}" if is_english else f"Cách dùng: {way}",
            f"Try '{asked}' for help." if is_english else f"Xem hướng dẫn: {asked}", "",
        ]  # fmt: skip
    return "\n".join(lines)


def in_vietnamese(text: str) -> str:
    """A message of the library in Vietnamese, with the parts inside it."""
    for pattern, words in WAYS:
        found = re.fullmatch(pattern, text, flags=re.DOTALL)
        if found:
            return words.format(*(in_vietnamese(part) if part else "" for part in found.groups()))
    return text
