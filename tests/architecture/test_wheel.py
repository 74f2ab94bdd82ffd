"""The built wheel works by itself: data inside, tests outside, the command starts without our tree."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_wheel_holds_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "training_catalog/data/vn/framework.yaml" in names
    assert "training_catalog/data/vn/units.csv" in names
    assert any(name.startswith("recommender/sample/data/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_wheel_starts_in_a_bare_environment(wheel: Path, tmp_path: Path) -> None:
    """Bare but for the libraries: only our own code comes from the wheel."""
    folder = tmp_path / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    site = next((folder / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    libraries = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    # A .pth file would also run the editable install of this tree; a plain path does not.
    code = f"import sys; sys.path.append({str(libraries)!r}); from api.cli import main; main()"
    done = subprocess.run(
        [str(folder / "bin" / "python"), "-I", "-c", code, "--json", "catalogue", "show"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert '"positions"' in done.stdout
    assert '"units": 3355' in done.stdout
