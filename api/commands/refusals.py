"""What the command line says of a command it could not understand, in the language of the person at the terminal."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from types import MappingProxyType
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
    (r"'(.+)' is not a day such as (.+) or (.+)\.", "{0} không phải ngày; ghi như {2} hoặc {1}."),
    (r"'(.+)' is before the year (\d+)\.", "{0} trước năm {1}."),
    (r"'(.+)' does not match the formats? (.+)\.", "{0} không theo dạng {1}."),
)
"""How the library says it, as a pattern, and how it is said in Vietnamese; what is unknown stays as it is."""


SYSTEM_SAYS: Final[Mapping[int, str]] = MappingProxyType({
    errno.ENOENT: "không có tệp hoặc thư mục này", errno.EEXIST: "đã có tệp trùng tên",
    errno.EACCES: "không có quyền", errno.EPERM: "không được phép", errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOTDIR: "có phần trong đường dẫn không phải là thư mục", errno.EISDIR: "đây là thư mục",
    errno.ENOTEMPTY: "thư mục không trống", errno.ENOSPC: "ổ đĩa đầy", errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "đường dẫn vòng", errno.EBUSY: "đang được dùng", errno.EIO: "lỗi đọc, ghi ổ đĩa",
    errno.EDQUOT: "hết dung lượng được cấp", errno.EMFILE: "mở quá nhiều tệp", errno.EFBIG: "tệp quá lớn",
})  # fmt: skip
"""Why the system refuses a file; what is unknown stays in its own words."""


def file_refused(error: OSError, language: str) -> str:
    """A folder or file that the system does not let us use: no bug of ours, so no trace."""
    why = error.strerror or type(error).__name__
    if language == "en":
        return f"Cannot use {error.filename}: {why}. Choose another folder or ask for the right to it."
    why = SYSTEM_SAYS.get(error.errno or 0, why)
    return f"Không dùng được {error.filename}: {why}. Chọn thư mục khác hoặc xin quyền ghi."


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
