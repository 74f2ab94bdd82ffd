"""What may import what: the layers of pyproject.toml, and a command line that starts without heavy libraries."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "sentence_transformers", "sklearn", "pandas", "numpy", "fastapi", "scipy")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_layers_hold() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_a_planted_upward_import_is_seen(tmp_path: Path) -> None:
    for package in ("api", "models", "recommender", "training_catalog"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "recommender" / "columns.py").open("a", encoding="utf-8") as file:
        file.write("\nfrom recommender import verdict  # planted\n")
    done = lint_imports(tmp_path)
    assert done.returncode != 0
    assert "recommender.columns is not allowed to import recommender.verdict" in done.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom api.cli import cli\n"
        "result = CliRunner().invoke(cli, ['--help'])\nassert result.exit_code == 0, result.output\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_models_is_our_package_and_not_a_tests_folder() -> None:
    import models

    assert Path(str(models.__file__)).parent == ROOT / "models"
