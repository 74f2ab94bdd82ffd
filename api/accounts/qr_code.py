"""A QR code as one SVG path, from the text it holds."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode

QUIET = 4
"""Free modules around the code, as its standard asks."""


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """Side length in modules with the quiet zone, and the path of the dark ones."""

    side: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a text; runs of dark modules in a row are one rectangle of the path."""
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    maker.add_data(text)
    matrix = maker.get_matrix()
    runs = [f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(matrix) for start, length in _runs(row)]
    return QrCode(side=len(matrix), path="".join(runs))


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((x, 1))
    return found
