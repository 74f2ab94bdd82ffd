"""The commands with their help in Vietnamese, from the commands as they are written and one table of their texts.

The table is keyed by the English text, so a text that was changed and not translated again shows in English, and
tests/api/commands/test_help_language.py finds it.
"""

from __future__ import annotations

import copy
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import click

TABLE: Final = Path(__file__).with_name("vietnamese.json")
HEADINGS: Final = {"Options": "Tùy chọn", "Commands": "Lệnh", "Positional arguments": "Đối số"}
KINDS: Final = {
    "INTEGER RANGE": "SỐ", "FLOAT RANGE": "SỐ", "INTEGER": "SỐ", "FLOAT": "SỐ", "TEXT": "CHỮ", "FILE": "TỆP",
    "DIRECTORY": "THƯ MỤC", "PATH": "ĐƯỜNG DẪN", "OPTIONS": "TÙY CHỌN", "COMMAND": "LỆNH", "ARGS": "ĐỐI SỐ",
    "NAME": "TÊN", "UNIT": "ĐƠN VỊ", "ROLE": "VAI TRÒ", "LOGIN": "TÊN ĐĂNG NHẬP", "ENTRY_ID": "MÃ", "DATE": "NGÀY",
}  # fmt: skip
KIND: Final = re.compile(rf"\b({'|'.join(KINDS)})\b")
EXTRA: Final = re.compile(r"  \[(?:[^\[\]]|\[[^\]]*\])*\]$")
"""What the library adds behind the text of an option: default, range, required."""
EXTRAS: Final = (("default: ", "mặc định: "), ("required", "bắt buộc"), ("env var: ", "biến môi trường: "))


def in_vietnamese(command: click.Command) -> click.Command:
    """A copy of the command, and of all below it, whose help is Vietnamese; the command itself stays as it is."""
    made = copy.copy(command)
    made.context_class = VietnameseContext
    made.help, made.short_help, made.epilog = said(command.help), said(command.short_help), said(command.epilog)
    made.params = [_option(param) for param in command.params]
    if isinstance(command, click.Group) and isinstance(made, click.Group):
        made.commands = {name: in_vietnamese(one) for name, one in command.commands.items()}
    return made


def texts_of(command: click.Command) -> Iterator[str]:
    """Every text of the help of a command and of those below it."""
    options = [one.help for one in command.params if isinstance(one, click.Option)]
    for text in (command.help, command.short_help, command.epilog, *options):
        if text:
            yield plain(text)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts_of(one)


def plain(text: str) -> str:
    """A text as the library shows it: without the indentation of the source."""
    return inspect.cleandoc(text).partition("\f")[0].strip("\n")


def said(text: str | None) -> str | None:
    """The text in Vietnamese; as it is where there is none."""
    return table().get(plain(text), text) if text else text


@cache
def table() -> Mapping[str, str]:
    """English → Vietnamese."""
    found: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


class VietnameseFormatter(click.HelpFormatter):
    """The library's own words of a help page in Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How the command is called."""
        super().write_usage(prog, kinds(args), "Cách dùng: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they are for."""
        shown = [(kinds(name), _with_extra(text)) for name, text in rows]
        super().write_dl(shown, col_max, col_spacing)


class VietnameseContext(click.Context):
    """A call whose help is Vietnamese."""

    formatter_class = VietnameseFormatter


def kinds(text: str) -> str:
    """What stands for a value, as OPTIONS or FILE, in Vietnamese."""
    return KIND.sub(lambda found: KINDS[found[0]], text)


def _option(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    made = copy.copy(param)
    made.help = said(param.help)
    return made


def _with_extra(text: str) -> str:
    """The text of an option, which for the library's own is still English, and what stands in brackets behind it."""
    found = EXTRA.search(text) or re.match(r"\[.*\]$", text)
    words, extra = (text, "") if found is None else (text[: found.start()], found[0])
    for english, vietnamese in EXTRAS:
        extra = extra.replace(english, vietnamese)
    return (said(words) or "") + extra
