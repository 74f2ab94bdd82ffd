"""Short codes of learners for a class list on paper: made from the ticket of an enrolment, with a check letter.

A code names nobody. The ticket stays the key; a code finds it among the learners of one class.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: without I, L, O and U, which are taken for others on paper."""
N_DATA: Final = 7
_LIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SKIPPED: Final = re.compile(r"[\s.\-–—_]+")


def learner_code(ticket: str) -> str:
    """The code of a ticket, such as 7K3M-9QX2: seven letters of its digest and one that tells a slip of the pen."""
    digest = int.from_bytes(hashlib.sha256(f"learner {ticket}".encode()).digest()[:5], "big") >> 5
    data = "".join(LETTERS[(digest >> (5 * place)) & 31] for place in range(N_DATA))
    code = data + _check(data)
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """The code as it is kept, from what somebody typed; None when it is none, or a letter is wrong."""
    plain = _SKIPPED.sub("", text).upper().translate(_LIKE)
    if len(plain) != N_DATA + 1 or any(letter not in LETTERS for letter in plain) or _check(plain[:-1]) != plain[-1]:
        return None
    return f"{plain[:4]}-{plain[4:]}"


def codes_of(tickets: Iterable[str]) -> Mapping[str, str]:
    """Code → ticket, of one class; the rare code of two tickets is left out, so that it stands for nobody."""
    known = [(learner_code(ticket), ticket) for ticket in tickets]
    count = Counter(code for code, _ in known)
    return {code: ticket for code, ticket in known if count[code] == 1}


def _check(data: str) -> str:
    """Odd weights, so that one wrong letter changes the sum; all different, so that most turns of two letters do."""
    return LETTERS[sum((2 * place + 1) * LETTERS.index(letter) for place, letter in enumerate(data)) % 32]
