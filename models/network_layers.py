"""Yields the products of an encoder's layers with their weights, in floating point or in 8-bit whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Tensor = Any
"""A torch tensor; torch is handed in, because one module of the project imports it."""

_LEAST_GELU = 0.17
"""GELU is never below minus this, so its bytes start there."""
_USUAL_DEVIATIONS = 4.0
"""LayerNorm leaves nearly all values within these deviations; wide channels are evened out by that guess."""
_TINY = 1e-8
_OUTPUT_NORM = "output.LayerNorm"
_ATTENTION_NORM = "attention.output.LayerNorm"


def layer_name(layer: int, part: str) -> str:
    """Name of a part of a layer among a BertModel's tensors."""
    return f"encoder.layer.{layer}.{part}"


def norm_before(layer: int) -> str:
    """Name of the LayerNorm whose result the layer reads."""
    return layer_name(layer - 1, _OUTPUT_NORM) if layer else "embeddings.LayerNorm"


class Layers(Protocol):
    """What a network asks of a layer. "Sum" is the residual stream before its LayerNorm, (tokens, hidden)."""

    def triple(self, layer: int, summed: Tensor) -> tuple[Tensor, Tensor]:
        """What to add to the attended values later, and queries, keys and values (tokens, 3 * hidden)."""
        ...

    def attended(self, layer: int, context: Tensor, residual: Tensor) -> Tensor:
        """The sum after attention."""
        ...

    def fed_forward(self, layer: int, summed: Tensor) -> Tensor:
        """The sum after the feed-forward block."""
        ...

    def last(self, summed: Tensor) -> Tensor:
        """The encoder's token vectors, (tokens, hidden)."""
        ...


class _Weights:
    """Float32 weights by name, queries scaled for attention and joined with keys and values."""

    def __init__(self, torch: Any, tensors: Mapping[str, Tensor], heads: int) -> None:
        self._torch = torch
        self._tensors = tensors
        self._heads = heads

    def pair(self, name: str) -> tuple[Tensor, Tensor]:
        return self._tensors[f"{name}.weight"].float(), self._tensors[f"{name}.bias"].float()

    def triple(self, layer: int) -> tuple[Tensor, Tensor]:
        pairs = [self.pair(layer_name(layer, f"attention.self.{part}")) for part in ("query", "key", "value")]
        width = pairs[0][0].shape[0] // self._heads
        pairs[0] = (pairs[0][0] * width**-0.5, pairs[0][1] * width**-0.5)
        return self._torch.cat([weight for weight, _ in pairs]), self._torch.cat([bias for _, bias in pairs])


class FloatLayers:
    """fp32 or bf16."""

    def __init__(
        self, torch: Any, tensors: Mapping[str, Tensor], *, layers: int, heads: int, epsilon: float, dtype: Any
    ) -> None:
        weights = _Weights(torch, tensors, heads)
        self._functional = torch.nn.functional
        self._epsilon = epsilon
        self._last = norm_before(layers)
        self._pairs: dict[str, tuple[Tensor, Tensor]] = {}
        for layer in range(layers):
            self._pairs[layer_name(layer, "triple")] = weights.triple(layer)
            for part in ("attention.output.dense", "intermediate.dense", "output.dense", _ATTENTION_NORM):
                self._pairs[layer_name(layer, part)] = weights.pair(layer_name(layer, part))
        for layer in range(layers + 1):
            self._pairs[norm_before(layer)] = weights.pair(norm_before(layer))
        self._pairs = {name: (weight.to(dtype), bias.to(dtype)) for name, (weight, bias) in self._pairs.items()}

    def _norm(self, name: str, summed: Tensor) -> Tensor:
        weight, bias = self._pairs[name]
        return self._functional.layer_norm(summed, weight.shape, weight, bias, self._epsilon)

    def _product(self, layer: int, part: str, rows: Tensor) -> Tensor:
        return self._functional.linear(rows, *self._pairs[layer_name(layer, part)])

    def triple(self, layer: int, summed: Tensor) -> tuple[Tensor, Tensor]:
        """See Layers."""
        rows = self._norm(norm_before(layer), summed)
        return rows, self._product(layer, "triple", rows)

    def attended(self, layer: int, context: Tensor, residual: Tensor) -> Tensor:
        """See Layers."""
        return self._product(layer, "attention.output.dense", context).add_(residual)

    def fed_forward(self, layer: int, summed: Tensor) -> Tensor:
        """See Layers."""
        rows = self._norm(layer_name(layer, _ATTENTION_NORM), summed)
        wide = self._functional.gelu(self._product(layer, "intermediate.dense", rows))
        return self._product(layer, "output.dense", wide).add_(rows)

    def last(self, summed: Tensor) -> Tensor:
        """See Layers."""
        return self._norm(self._last, summed)


@dataclass(frozen=True, kw_only=True)
class _Packed:
    """Weights as oneDNN wants them, the scale of each output channel, and its sum of weights."""

    weight: Tensor
    scale: Tensor
    zeros: Tensor
    sums: Tensor


class Int8Layers:
    """Weights and inputs of products as bytes, everything between in fp32.

    Each output channel of the weights has one scale, each token another scale and start, taken from its own values
    (dynamic quantisation by token, as in ZeroQuant, Yao et al. 2022): the sums are whole numbers, so the same text
    gives the same bits in any company. Channels that LayerNorm leaves wide are first evened out between input and
    weights (as in SmoothQuant, Xiao et al. 2023), by the norm's own weights: no calibration texts are needed.
    """

    def __init__(self, torch: Any, tensors: Mapping[str, Tensor], *, layers: int, heads: int, epsilon: float) -> None:
        weights = _Weights(torch, tensors, heads)
        self._torch = torch
        self._epsilon = epsilon
        self._last_norm = weights.pair(norm_before(layers))
        self._blocks = [self._block(weights, layer) for layer in range(layers)]

    def _block(self, weights: _Weights, layer: int) -> dict[str, Any]:
        context, context_bias = weights.pair(layer_name(layer, "attention.output.dense"))
        narrow, narrow_bias = weights.pair(layer_name(layer, "output.dense"))
        packed = self._packed(narrow)
        norms = weights.pair(norm_before(layer)), weights.pair(layer_name(layer, _ATTENTION_NORM))
        return {
            "triple": self._after_norm(norms[0], weights.triple(layer), context_bias),
            "context": self._packed(context),
            # The constant is what bytes that start at -0.17 leave out.
            "wide": self._after_norm(
                norms[1],
                weights.pair(layer_name(layer, "intermediate.dense")),
                narrow_bias - _LEAST_GELU * packed.sums,
            ),
            "narrow": packed,
        }

    def _after_norm(self, norm: tuple[Tensor, Tensor], dense: tuple[Tensor, Tensor], later: Tensor) -> dict[str, Any]:
        scale, shift = norm
        weight, bias = dense
        reach = (shift.abs() + _USUAL_DEVIATIONS * scale.abs()).clamp_min(_TINY)
        # The last rows are the values, which suffer most: evened by them the error was half of that by all three.
        even = (reach / weight[-len(scale) :].abs().amax(0).clamp_min(_TINY)).sqrt()
        return {
            # The bias of the product that comes back to the residual stream is added here, in the same pass.
            "residual": (scale, shift + later),
            "input": (scale / even, shift / even),
            "weight": self._packed(weight * even),
            "bias": bias,
        }

    def _packed(self, weight: Tensor) -> _Packed:
        torch = self._torch
        scale = weight.abs().amax(1).clamp_min(_TINY) / 127
        whole = (weight / scale[:, None]).round()
        return _Packed(
            weight=torch.ops.onednn.qlinear_prepack(whole.to(torch.int8), None),
            scale=scale,
            zeros=torch.zeros(len(scale), dtype=torch.int64),
            sums=whole.sum(1) * scale,
        )

    def _product(self, rows: Tensor, packed: _Packed) -> Tensor:
        return self._torch.ops.onednn.qlinear_pointwise(
            rows, 1.0, 0, packed.weight, packed.scale, packed.zeros, None, 1.0, 0,
            self._torch.float32, "none", [], "",
        )  # fmt: skip

    def _norm(self, summed: Tensor, pair: tuple[Tensor, Tensor]) -> Tensor:
        weight, bias = pair
        return self._torch.nn.functional.layer_norm(summed, weight.shape, weight, bias, self._epsilon)

    def _bytes(self, rows: Tensor, least: Any = None) -> tuple[Tensor, Tensor, Any]:
        """Unsigned bytes of each row, the size of its steps and what byte 0 stands for; overwrites `rows`."""
        torch = self._torch
        least = rows.amin(1, keepdim=True) if least is None else least
        steps = rows.amax(1, keepdim=True).sub_(least).clamp_min_(_TINY).div_(255)
        signed = rows.sub_(least).mul_(steps.reciprocal()).sub_(128).round_().to(torch.int8)
        # By way of signed bytes: torch turns floats into unsigned ones seven times as slowly.
        return signed.view(torch.uint8).bitwise_xor_(128), steps, least

    def _from_norm(self, summed: Tensor, part: dict[str, Any]) -> tuple[Tensor, Tensor]:
        rows, steps, least = self._bytes(self._norm(summed, part["input"]))
        packed = part["weight"]
        product = self._product(rows, packed).mul_(steps).add_(part["bias"]).addr_(least[:, 0], packed.sums)
        return self._norm(summed, part["residual"]), product

    def triple(self, layer: int, summed: Tensor) -> tuple[Tensor, Tensor]:
        """See Layers."""
        return self._from_norm(summed, self._blocks[layer]["triple"])

    def attended(self, layer: int, context: Tensor, residual: Tensor) -> Tensor:
        """See Layers."""
        packed = self._blocks[layer]["context"]
        rows, steps, least = self._bytes(context)
        return residual.addcmul_(self._product(rows, packed), steps).addr_(least[:, 0], packed.sums)

    def fed_forward(self, layer: int, summed: Tensor) -> Tensor:
        """See Layers."""
        residual, wide = self._from_norm(summed, self._blocks[layer]["wide"])
        rows, steps, _ = self._bytes(self._torch.nn.functional.gelu(wide), -_LEAST_GELU)
        return residual.addcmul_(self._product(rows, self._blocks[layer]["narrow"]), steps)

    def last(self, summed: Tensor) -> Tensor:
        """See Layers."""
        return self._norm(summed, self._last_norm)
