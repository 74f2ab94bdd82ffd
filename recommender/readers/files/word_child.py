"""Job descriptions of a Word file written as JSON, run as a program of its own with hard limits.

Called as `word_child.py FILE OUT MEMORY_BYTES CPU_SECONDS`, so that a hostile file can at worst end this process.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from recommender.readers.files.parse_child import limit
from training_catalog.word_form import read_job_descriptions


def main(arguments: list[str]) -> int:
    """Read the file under the limits given and write what it holds to OUT."""
    file, out, memory, seconds = arguments
    limit(int(memory), int(seconds))
    reading = read_job_descriptions(Path(file))
    Path(out).write_text(json.dumps(asdict(reading), ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
