"""Secret keys of the server from files that only its user can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from recommender.errors import SettingError

SIGNING_KEY = "signing.key"
AUDIT_KEY = "audit.key"
KEY_BYTES = 32


def read_key(path: Path) -> bytes:
    """The key of a file, b"" when there is no file.

    Raises SettingError when others can read it, or when it does not hold 32 bytes in hexadecimal.
    """
    if not path.exists():
        return b""
    if path.stat().st_mode & 0o077:
        raise SettingError(
            f"Người khác đọc được tệp khóa {path}: chmod 600.", f"Others can read the key file {path}: chmod 600."
        )
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingError(f"Tệp khóa {path} không đúng.", f"The key file {path} is not right.")
    return key


def make_key(path: Path) -> bytes:
    """The key of a file, made first when there is none; two processes that make it at once get the same one."""
    if path.exists():
        return read_key(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails when another process was first, unlike a rename
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return read_key(path)
