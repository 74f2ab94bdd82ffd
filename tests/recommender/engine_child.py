"""Prints one digest over all frames of a small run whose plans are made in blocks of two officers on an engine."""

from __future__ import annotations

import sys
from hashlib import sha256

from recommender import recommend, screen
from recommender.documents.run_record import frame_digest
from tests.recommender import factories as make

COURSES = (make.course("K1", {"C3": 3}), make.course("K2", {"A.T01": 3, "A.T02": 3}), make.course("K3", {"C6": 3}))


def main(engine: str) -> None:
    """Run on `engine` and print."""
    recommend.BLOCK = 2
    inputs = make.inputs({f"o{number}": 12.0 * number for number in range(7)})
    result = screen(
        inputs, make.catalogue(courses=COURSES), matcher=make.EqualWords(), settings=make.SETTINGS, engine=engine
    )
    assert len(result.plans) > len(inputs.officers)
    text = "".join(frame_digest(frame) for frame in result.frames().values())
    sys.stdout.write(f"{sha256(text.encode()).hexdigest()}\n")


if __name__ == "__main__":
    main(sys.argv[1])
