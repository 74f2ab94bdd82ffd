"""Progress of a long command on stderr: a live line on a terminal, a plain line now and then otherwise."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Protocol, Self

import click

PLAIN_EVERY_SECONDS = 10.0
STEPS: dict[str, tuple[str, str]] = {
    "read": ("đọc tệp", "reading files"),
    "encoder": ("nạp bộ mã hóa văn bản", "loading the text encoder"),
    "requirements": ("yêu cầu vị trí", "requirements"),
    "evidence": ("minh chứng", "evidence"),
    "match": ("đối sánh", "matching"),
    "standards": ("tiêu chuẩn", "standards"),
    "measure": ("ước lượng mức", "measuring"),
    "verdict": ("kết luận", "verdicts"),
    "gaps": ("khoảng cách", "gaps"),
    "recommend": ("chọn chương trình", "recommending courses"),
    "plan": ("lập kế hoạch", "planning"),
    "demand": ("nhu cầu", "demand"),
    "balance": ("cân đối biên chế", "balance"),
    "moves": ("phương án điều chuyển", "moves"),
    "fairness": ("đối chiếu công bằng", "fairness"),
    "sample": ("tạo dữ liệu mô phỏng", "making the sample"),
    "explain": ("viết lý do", "explaining"),
    "write": ("ghi kết quả", "writing results"),
    "learn": ("học từ quyết định", "learning from decisions"),
    "population": ("tạo dân số mô phỏng", "making the planted population"),
    "repetition": ("lần lặp", "repetition"),
    "seed": ("dân số mô phỏng số", "population of seed"),
    "swapped": ("rà soát lại với người đã đổi tên, giới tính, dân tộc", "screening again with everybody swapped"),
    "encode": ("mã hóa văn bản", "encoding texts"),
    "import": ("ghi vào cơ sở dữ liệu", "writing to the database"),
    "step": ("bước", "step"),
    "held": ("đo trên phần để riêng", "measuring on what was held"),
}


class Speaker(Protocol):
    """What progress needs to know of the command: language and whether to be silent."""

    language: str
    quiet: bool


class Progress:
    """Context that names each step as it starts, with the seconds since the beginning."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._live = sys.stderr.isatty()
        self._start = time.monotonic()
        self._told = -PLAIN_EVERY_SECONDS

    def step(self, name: str) -> None:
        """Say that a step begins: a name of STEPS, perhaps with its number; unknown names are shown as they are."""
        if self._speaker.quiet:
            return
        first, _, rest = name.replace(", ", " ").partition(" ")
        vietnamese, english = STEPS.get(first, (first, first))
        text = f"{vietnamese if self._speaker.language == 'vi' else english} {rest}".rstrip()
        seconds = time.monotonic() - self._start
        if self._live:
            click.echo(f"\r\033[K[{seconds:6.1f} s] {text} …", nl=False, err=True)
        elif seconds - self._told >= PLAIN_EVERY_SECONDS:
            self._told = seconds
            click.echo(f"[{seconds:6.1f} s] {text}", err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and not self._speaker.quiet:
            click.echo("\r\033[K", nl=False, err=True)
