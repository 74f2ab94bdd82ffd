"""The SentenceTransformer encoder is offline, deterministic and honest about what it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models import sentence_encoder
from models.embedded import KIND
from models.encoder import Encoder, TextKind
from models.errors import EncoderUnavailableError, ModelError
from models.model_folder import read_manifest
from models.precision import Precision
from models.sentence_encoder import SentenceEncoder, measured_precision

ROOT = Path(__file__).resolve().parents[2]

TEXTS = [f"lập báo cáo quý {number} về thu chi ngân sách" + " xã" * (number % 7) for number in range(40)]


def test_it_is_an_encoder(tiny_encoder: SentenceEncoder) -> None:
    assert isinstance(tiny_encoder, Encoder)


def test_vectors_are_unit_float32_in_the_order_of_the_texts(tiny_encoder: SentenceEncoder) -> None:
    vectors = tiny_encoder.encode(["tiếp dân", "đất đai", "tiếp dân"], kind=TextKind.PASSAGE)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, tiny_encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=2e-3)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert not np.array_equal(vectors[0], vectors[1])


def test_no_texts_give_no_rows(tiny_encoder: SentenceEncoder) -> None:
    assert tiny_encoder.encode([], kind=TextKind.QUERY).shape == (0, tiny_encoder.dimension)


def test_blank_text_gives_zeros(tiny_encoder: SentenceEncoder) -> None:
    assert not tiny_encoder.encode([" \n\u200b"], kind=TextKind.QUERY).any()


def test_query_and_passage_differ_by_their_prompt(tiny_encoder: SentenceEncoder) -> None:
    first = tiny_encoder.encode(["đất đai"], kind=TextKind.QUERY)
    second = tiny_encoder.encode(["đất đai"], kind=TextKind.PASSAGE)
    assert not np.array_equal(first, second)


FLOATS = [Precision.FP32, Precision.BF16]
FIXED = [*FLOATS, Precision.INT8]


@pytest.mark.parametrize("precision", FLOATS)
def test_a_vector_does_not_depend_on_the_company(foreign_folder: Path, precision: Precision) -> None:
    encoder = SentenceEncoder(foreign_folder, precision=precision, threads=1)
    together = encoder.encode(TEXTS, kind=TextKind.PASSAGE)
    alone = np.concatenate([encoder.encode([text], kind=TextKind.PASSAGE) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-3)
    assert (together == alone).all(axis=1).mean() > 0.9


@pytest.mark.parametrize("precision", FIXED)
def test_a_vector_of_the_embedded_layout_is_the_same_bits_in_any_company(
    tiny_folder: Path, precision: Precision
) -> None:
    encoder = SentenceEncoder(tiny_folder, precision=precision)
    together = encoder.encode(TEXTS, kind=TextKind.PASSAGE)
    alone = np.concatenate([encoder.encode([text], kind=TextKind.PASSAGE) for text in TEXTS])
    np.testing.assert_array_equal(together, alone)


@pytest.mark.parametrize("precision", FIXED)
def test_the_number_of_threads_changes_nothing(tiny_folder: Path, precision: Precision) -> None:
    one, three = (
        SentenceEncoder(tiny_folder, precision=precision, threads=threads).encode(TEXTS, kind=TextKind.QUERY)
        for threads in (1, 3)
    )
    np.testing.assert_array_equal(one, three)


def test_embedded_layout_gives_what_sentence_transformers_gives(tiny_folder: Path, foreign_folder: Path) -> None:
    ours, theirs = (
        SentenceEncoder(folder, precision=Precision.FP32).encode(TEXTS, kind=TextKind.PASSAGE)
        for folder in (tiny_folder, foreign_folder)
    )
    np.testing.assert_allclose(ours, theirs, atol=2e-3)


@pytest.mark.parametrize("precision", [Precision.BF16, Precision.INT8])
def test_fewer_bits_stay_close_to_full(tiny_folder: Path, precision: Precision) -> None:
    full = SentenceEncoder(tiny_folder, precision=Precision.FP32).encode(TEXTS, kind=TextKind.PASSAGE)
    few = SentenceEncoder(tiny_folder, precision=precision).encode(TEXTS, kind=TextKind.PASSAGE)
    assert float((full * few).sum(axis=1).min()) > 0.995


def test_precision_is_part_of_the_digest(tiny_folder: Path) -> None:
    assert len({SentenceEncoder(tiny_folder, precision=choice).digest for choice in FIXED}) == 3


def test_whole_numbers_are_refused_for_a_foreign_folder(foreign_folder: Path) -> None:
    with pytest.raises(ModelError) as caught:
        SentenceEncoder(foreign_folder, precision=Precision.INT8)
    assert caught.value.code == "encoder_precision"


def test_foreign_folder_encodes(foreign_folder: Path) -> None:
    encoder = SentenceEncoder(foreign_folder)
    assert encoder.encode(["tiếp dân"], kind=TextKind.QUERY).shape == (1, encoder.dimension)
    assert not np.array_equal(*(encoder.encode(["đất đai"], kind=kind) for kind in TextKind))


def test_precision_is_measured_once_and_kept(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = measured_precision(tiny_folder, is_anew=True)
    before = (tiny_folder / "manifest.json").read_bytes()
    monkeypatch.setattr(sentence_encoder, "measure", lambda folder, torch: pytest.fail("measured again"))
    assert measured_precision(tiny_folder) is chosen
    assert (tiny_folder / "manifest.json").read_bytes() == before


def test_measuring_anew_leaves_the_digest(tiny_folder: Path) -> None:
    before = read_manifest(tiny_folder, kind=KIND).digest
    measured_precision(tiny_folder, is_anew=True)
    assert read_manifest(tiny_folder, kind=KIND).digest == before


def test_another_processor_is_measured_anew(tiny_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_encoder, "processor", lambda: "another")
    faster = {"fp32_tokens_per_second": 2.0, "fp32_least_cosine": 1.0}
    monkeypatch.setattr(sentence_encoder, "measure", lambda folder, torch: faster)
    assert measured_precision(tiny_folder) is Precision.FP32


@pytest.mark.parametrize("name", ["transformers", "sentence_transformers"])
def test_embedded_layout_needs_torch_alone(tiny_folder: Path, name: str) -> None:
    program = (
        "import sys; from pathlib import Path; from models.encoder import TextKind;"
        "from models.sentence_encoder import SentenceEncoder;"
        f"SentenceEncoder(Path({str(tiny_folder)!r}), precision='int8').encode(['a'], kind=TextKind.QUERY);"
        f"sys.exit({name!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0


def test_prompts_are_part_of_the_digest(tiny_folder: Path) -> None:
    plain = SentenceEncoder(tiny_folder, prompts={})
    asked = SentenceEncoder(tiny_folder, prompts={TextKind.QUERY: "hỏi: "})
    assert plain.digest != asked.digest


def test_foreign_folder_digest_follows_its_files(tiny_folder: Path, tmp_path: Path) -> None:
    for name, content in (("first", b"1"), ("second", b"2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "weights").write_bytes(content)
    assert SentenceEncoder(tmp_path / "first").digest != SentenceEncoder(tmp_path / "second").digest


@pytest.mark.usefixtures("socket_disabled")
def test_loading_needs_no_socket_and_leaves_the_environment_alone(tiny_folder: Path) -> None:
    before = dict(os.environ)
    assert SentenceEncoder(tiny_folder).encode(["tiếp dân"], kind=TextKind.QUERY).any()
    assert dict(os.environ) == before


@pytest.mark.usefixtures("socket_disabled")
def test_unknown_name_is_refused_without_download() -> None:
    with pytest.raises(EncoderUnavailableError) as caught:
        SentenceEncoder("nobody/no-such-model")
    assert caught.value.code == "encoder_absent"


def test_texts_longer_than_the_network_are_cut(tiny_encoder: SentenceEncoder) -> None:
    assert tiny_encoder.encode(["báo cáo " * 400], kind=TextKind.PASSAGE).any()
