"""The vector cache never changes a result and never stops a run."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from models.encoder import TextKind
from models.lexical_encoder import LexicalEncoder
from models.vector_cache import CachedEncoder, VectorCache, text_key
from tests.models.conftest import CountingEncoder

TEXTS = ["tiếp dân", "đất đai", "ngân sách"]


@pytest.fixture
def cache(tmp_path: Path) -> VectorCache:
    """An empty cache."""
    return VectorCache(tmp_path / "deep" / "vectors.sqlite")


def test_nothing_is_computed_twice(cache: VectorCache, counting_encoder: CountingEncoder) -> None:
    cached = CachedEncoder(counting_encoder, cache)
    first = cached.encode(TEXTS, kind=TextKind.PASSAGE)
    second = cached.encode([*reversed(TEXTS), "hộ tịch"], kind=TextKind.PASSAGE)
    assert counting_encoder.asked == [*TEXTS, "hộ tịch"]
    np.testing.assert_array_equal(first, second[:3][::-1])


def test_fresh_and_known_vectors_are_the_same_bytes(cache: VectorCache, counting_encoder: CountingEncoder) -> None:
    fresh = CachedEncoder(counting_encoder, cache).encode(TEXTS, kind=TextKind.QUERY)
    known = CachedEncoder(counting_encoder, cache).encode(TEXTS, kind=TextKind.QUERY)
    assert fresh.tobytes() == known.tobytes()


def test_the_last_texts_are_not_read_from_disk_again(
    cache: VectorCache, counting_encoder: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached = CachedEncoder(counting_encoder, cache)
    first = cached.encode(TEXTS, kind=TextKind.QUERY)
    monkeypatch.setattr(VectorCache, "get", lambda *arguments: pytest.fail("read again"))
    np.testing.assert_array_equal(cached.encode(TEXTS[::-1], kind=TextKind.QUERY), first[::-1])


def test_kinds_are_kept_apart(cache: VectorCache, counting_encoder: CountingEncoder) -> None:
    cached = CachedEncoder(counting_encoder, cache)
    cached.encode(TEXTS[:1], kind=TextKind.QUERY)
    cached.encode(TEXTS[:1], kind=TextKind.PASSAGE)
    assert counting_encoder.asked == TEXTS[:1] * 2


def test_encoders_are_kept_apart(cache: VectorCache) -> None:
    CachedEncoder(LexicalEncoder(dimension=64), cache).encode(TEXTS, kind=TextKind.QUERY)
    assert CachedEncoder(LexicalEncoder(dimension=32), cache).encode(TEXTS, kind=TextKind.QUERY).shape == (3, 32)


def test_no_texts_give_no_rows(cache: VectorCache, counting_encoder: CountingEncoder) -> None:
    assert CachedEncoder(counting_encoder, cache).encode([], kind=TextKind.QUERY).shape == (0, 64)


def test_file_that_is_no_database_is_set_aside(
    tmp_path: Path, counting_encoder: CountingEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(b"this is not a database at all" * 100)
    cached = CachedEncoder(counting_encoder, VectorCache(path))
    assert cached.encode(TEXTS, kind=TextKind.QUERY).any()
    assert "damaged" in caplog.text
    assert (tmp_path / "vectors.sqlite.damaged-0").exists()
    again = CachedEncoder(counting_encoder, VectorCache(path))
    again.encode(TEXTS, kind=TextKind.QUERY)
    assert counting_encoder.asked == TEXTS


def test_database_damaged_inside_is_set_aside(tmp_path: Path, counting_encoder: CountingEncoder) -> None:
    path = tmp_path / "vectors.sqlite"
    cache = VectorCache(path)
    many = [f"văn bản số {number}" for number in range(500)]
    wanted = CachedEncoder(counting_encoder, cache).encode(many, kind=TextKind.QUERY)
    cache.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    for _ in range(2):
        got = CachedEncoder(counting_encoder, VectorCache(path)).encode(many, kind=TextKind.QUERY)
        np.testing.assert_array_equal(got, wanted)


def test_row_with_a_wrong_checksum_counts_as_absent(tmp_path: Path, counting_encoder: CountingEncoder) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite")
    wanted = CachedEncoder(counting_encoder, cache).encode(TEXTS, kind=TextKind.QUERY)
    cache.close()
    connection = sqlite3.connect(tmp_path / "vectors.sqlite")
    connection.execute("UPDATE vector SET value = zeroblob(128) WHERE key = ?", (text_key(TEXTS[0]),))
    connection.commit()
    connection.close()
    np.testing.assert_array_equal(CachedEncoder(counting_encoder, cache).encode(TEXTS, kind=TextKind.QUERY), wanted)
    assert counting_encoder.asked == [*TEXTS, TEXTS[0]]


def test_folder_that_cannot_be_written_only_forgets(tmp_path: Path, counting_encoder: CountingEncoder) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cached = CachedEncoder(counting_encoder, VectorCache(tmp_path / "file" / "vectors.sqlite"))
    assert cached.encode(TEXTS, kind=TextKind.QUERY).any()


def _fill(path: Path) -> bytes:
    texts = [f"văn bản {number}" for number in range(200)]
    vectors = CachedEncoder(LexicalEncoder(dimension=64), VectorCache(path)).encode(texts, kind=TextKind.QUERY)
    return vectors.tobytes()


def test_processes_may_write_together(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        results = set(pool.map(_fill, [tmp_path / "vectors.sqlite"] * 6))
    assert len(results) == 1
    assert not list(tmp_path.glob("*.damaged-*"))


def test_threads_may_write_together(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(_fill, [tmp_path / "vectors.sqlite"] * 8))) == 1
