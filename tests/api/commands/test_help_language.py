"""Help is Vietnamese unless English is asked for: every command, every option, and the library's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import click.testing
import pytest

from api.cli import asked_language, cli
from api.commands.help_language import in_vietnamese, table, texts_of

OF_LIBRARY = {"Show this message and exit."}
ENGLISH = re.compile(
    r"\b(usage|options|commands|arguments|show|required|default|the|of|with|and|file|text|integer)\b", re.I
)
SAME = re.compile(r"--[\w-]+|`[^`]*`|\[[\w|]+\]|\{[^}]*\}|[\w/]+\.\w+|out/\w+|\bof_\w+|\bown\b")
"""What is written alike in both languages: options, commands, choices, keys, names of files."""


def commands(command: click.Command, *above: str) -> Iterator[tuple[str, ...]]:
    yield above
    if isinstance(command, click.Group):
        for name, one in sorted(command.commands.items()):
            yield from commands(one, *above, name)


def help_of(start: click.Command, way: tuple[str, ...]) -> str:
    command, context = start, start.context_class(start, info_name="nangluc", max_content_width=110)
    for name in way:
        assert isinstance(command, click.Group)
        command = command.commands[name]
        context = command.context_class(command, info_name=name, parent=context)
    return command.get_help(context)


def test_every_text_of_every_command_has_its_vietnamese_and_nothing_else_is_kept() -> None:
    assert set(texts_of(cli)) | OF_LIBRARY == set(table())


@pytest.mark.parametrize("way", tuple(commands(cli)), ids=lambda way: " ".join(way) or "nangluc")
def test_no_help_page_has_a_word_of_english(way: tuple[str, ...]) -> None:
    text = help_of(in_vietnamese(cli), way)
    assert text.startswith("Cách dùng: nangluc")
    left = SAME.sub(" ", text.partition("\n")[2].partition("Ví dụ:")[0])
    assert ENGLISH.findall(re.sub(r"^  [a-z-]+(?=  )", " ", left, flags=re.M)) == []


@pytest.mark.parametrize("way", tuple(commands(cli)), ids=lambda way: " ".join(way) or "nangluc")
def test_english_help_stays_as_it_is_written(way: tuple[str, ...]) -> None:
    before = help_of(cli, way)
    in_vietnamese(cli)
    assert help_of(cli, way) == before
    assert before.startswith("Usage: nangluc")


@pytest.mark.parametrize(("arguments", "environment", "language"), [
    ([], {}, "vi"), ([], {"LANG": "en_US.UTF-8"}, "en"), ([], {"LANG": "fr_FR.UTF-8"}, "vi"),
    ([], {"LC_ALL": "vi_VN", "LANG": "en_US"}, "vi"), (["--lang", "en", "screen", "--help"], {}, "en"),
    (["--lang=en", "--help"], {}, "en"), (["--lang", "vi", "--help"], {"LANG": "en_US"}, "vi"),
    (["--lang"], {}, "vi"), (["--lang", "fr"], {}, "vi"), (["user", "add", "en"], {}, "vi"),
    (["user", "add", "x", "--language", "en"], {}, "vi"),
])  # fmt: skip
def test_the_option_counts_before_the_environment_and_vietnamese_is_first(
    arguments: list[str], environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert asked_language(arguments) == language


def test_a_copy_carries_out_what_the_command_does() -> None:
    context = click.testing.CliRunner().invoke(in_vietnamese(cli), ["--lang", "en", "catalogue", "show", "--help"])
    assert context.exit_code == 0
    assert "Một mục theo mã" in context.output
