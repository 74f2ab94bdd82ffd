"""The QR code as a path: the same modules as the library draws, with its quiet zone."""

from __future__ import annotations

import re

import qrcode

from api.accounts.qr_code import QUIET, qr_code

URI = "otpauth://totp/N%C4%83ng%20L%E1%BB%B1c:hr_a1?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=N%C4%83ng%20L%E1%BB%B1c"


def test_path_covers_exactly_the_dark_modules() -> None:
    maker = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    maker.add_data(URI)
    wanted = {(x, y) for y, row in enumerate(maker.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    code = qr_code(URI)
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", code.path)
        for step in range(int(length))
    }
    assert drawn == wanted
    assert code.side == len(maker.get_matrix())


def test_quiet_zone_is_free() -> None:
    code = qr_code("x")
    columns = [int(x) for x, _ in re.findall(r"M(\d+) (\d+)h", code.path)]
    assert min(columns) == QUIET
