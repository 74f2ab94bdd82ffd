"""Yields sentence vectors from the tensors of a BERT encoder, its texts laid end to end without padding.

Products with weights run over all tokens of a pack at once, attention over its texts of equal length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.network_layers import FloatLayers, Int8Layers, Layers, Tensor
from models.packing import Run

_ROWS = 32
"""Products have a multiple of so many rows: oneDNN builds and keeps a program for each number of rows it meets."""
_LONG = 128
"""From this length attention uses torch's own kernel, which never holds all pairs of tokens."""


@dataclass(frozen=True, kw_only=True)
class NetworkShape:
    """What config.json says of the encoder."""

    layers: int
    heads: int
    epsilon: float


class PackedNetwork:
    """BERT with mean pooling and unit length: the same as a SentenceTransformer of Transformer, Pooling, Normalize.

    `torch` is handed in, because one module of the project imports it. `precision` is fp32, bf16 or int8.
    """

    def __init__(self, torch: Any, tensors: Mapping[str, Tensor], shape: NetworkShape, *, precision: str) -> None:
        self._torch = torch
        self._shape = shape
        self._words = tensors["embeddings.word_embeddings.weight"]
        types = tensors["embeddings.token_type_embeddings.weight"].float()
        self._places = tensors["embeddings.position_embeddings.weight"].float() + types[0]
        self._dtype = torch.bfloat16 if precision == "bf16" else torch.float32
        with torch.inference_mode():
            self._layers = self._layers_of(tensors, precision)

    def _layers_of(self, tensors: Mapping[str, Tensor], precision: str) -> Layers:
        sizes: dict[str, Any] = {
            "layers": self._shape.layers, "heads": self._shape.heads, "epsilon": self._shape.epsilon,
        }  # fmt: skip
        if precision == "int8":
            return Int8Layers(self._torch, tensors, **sizes)
        return FloatLayers(self._torch, tensors, **sizes, dtype=self._dtype)

    @property
    def hidden(self) -> int:
        """Length of a vector."""
        return int(self._words.shape[1])

    def vectors(self, ids: Tensor, runs: Sequence[Run]) -> Tensor:
        """Unit vectors, float32 (texts, hidden), of one pack; `ids`: the token numbers of its texts end to end."""
        torch, layers = self._torch, self._layers
        with torch.inference_mode():
            summed, spare = self._embedded(ids, runs)
            for layer in range(self._shape.layers):
                residual, triple = layers.triple(layer, summed)
                contexts = [self._attention(part, run) for part, run in _parts(triple, runs)]
                context = torch.cat([*contexts, spare])
                summed = layers.fed_forward(layer, layers.attended(layer, context, residual))
            tokens = layers.last(summed).float()
            pooled = [part.view(run.count, run.length, -1).mean(1) for part, run in _parts(tokens, runs)]
            return torch.nn.functional.normalize(torch.cat(pooled), dim=1)

    def _embedded(self, ids: Tensor, runs: Sequence[Run]) -> tuple[Tensor, Tensor]:
        """The embeddings' sum, filled up with rows of nought to a multiple of _ROWS, and those rows."""
        torch = self._torch
        places = torch.cat([self._places[: run.length].repeat(run.count, 1) for run in runs])
        spare = torch.zeros((-len(ids) % _ROWS, self.hidden), dtype=self._dtype)
        return torch.cat([(self._words[ids].float() + places).to(self._dtype), spare]), spare

    def _attention(self, triple: Tensor, run: Run) -> Tensor:
        """(count * length, hidden) from scaled queries, keys and values of texts of one length."""
        torch, heads = self._torch, self._shape.heads
        width = triple.shape[1] // 3 // heads
        apart = triple.view(run.count, run.length, 3, heads, width).permute(2, 0, 3, 1, 4)
        if run.length >= _LONG:
            query, key, value = apart
            mixed = torch.nn.functional.scaled_dot_product_attention(query, key, value, scale=1.0)
        else:
            query, key, value = apart.reshape(3, run.count * heads, run.length, width)
            mixed = torch.bmm(torch.bmm(query, key.transpose(1, 2)).softmax(-1), value)
            mixed = mixed.view(run.count, heads, run.length, width)
        return mixed.transpose(1, 2).reshape(run.count * run.length, heads * width)


def _parts(rows: Tensor, runs: Sequence[Run]) -> list[tuple[Tensor, Run]]:
    sizes = [run.count * run.length for run in runs]
    return list(zip(rows[: sum(sizes)].split(sizes), runs, strict=True))
