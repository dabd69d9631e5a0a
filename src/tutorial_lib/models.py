"""The networks of the course, and two ways to look at a network."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

from tutorial_lib.text import PAD_ID
from tutorial_lib.training import eval_mode


class MLP(nn.Module):
    """A multilayer perceptron: linear layers with an activation between them.

    Each hidden layer is `Linear → BatchNorm (if asked) → activation → Dropout (if any)`; the last
    layer is linear and gives logits or, for regression, values.

    Args:
        widths: Features in, units of each hidden layer, outputs: `[784, 300, 100, 10]`.
        dropout: The share of hidden units switched off in training, in `[0, 1)`.

    Example:
        >>> count_parameters(MLP([784, 300, 100, 10]))
        266610
    """

    def __init__(
        self,
        widths: Sequence[int],
        *,
        activation: Callable[[], nn.Module] = nn.ReLU,
        dropout: float = 0.0,
        batch_norm: bool = False,
    ) -> None:
        super().__init__()
        if len(widths) < 2 or any(width < 1 or width % 1 for width in widths):
            raise ValueError(f"expected at least two widths of at least 1, got {list(widths)}")
        if not 0 <= dropout < 1:
            raise ValueError(f"expected dropout in [0, 1), got {dropout}")
        if isinstance(activation, nn.Module):
            raise ValueError(f"expected activation=nn.ReLU, without brackets, got {activation}")
        layers: list[nn.Module] = []
        for n_in, n_out in pairwise(widths[:-1]):
            layers.append(nn.Linear(n_in, n_out, bias=not batch_norm))  # BatchNorm has its own
            if batch_norm:
                layers.append(nn.BatchNorm1d(n_out))
            layers.append(activation())
            if dropout > 0:
                layers.append(nn.Dropout(dropout))
        layers.append(nn.Linear(widths[-2], widths[-1]))
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """Map inputs `(B, ...)`, flattened to `(B, widths[0])`, to outputs `(B, widths[-1])`."""
        out: Tensor = self.layers(x.flatten(start_dim=1))
        return out


class SmallCNN(nn.Module):
    """A small convolutional network for images of any size from 4 × 4 pixels.

    Two blocks `Conv 3 × 3 → BatchNorm (if asked) → ReLU`, with a pooling that halves the image
    between them and one that leaves 2 × 2 fields after them; then a linear layer. `channels` are
    the feature maps of the two blocks.
    """

    def __init__(
        self,
        in_channels: int,
        n_classes: int,
        *,
        channels: tuple[int, int] = (16, 32),
        batch_norm: bool = False,
    ) -> None:
        super().__init__()
        _at_least_1(in_channels, "in_channels")
        _at_least_1(min(n_classes, *channels), "n_classes and channels")

        def block(n_in: int, n_out: int) -> list[nn.Module]:
            conv = nn.Conv2d(n_in, n_out, kernel_size=3, padding=1, bias=not batch_norm)
            return [conv, nn.BatchNorm2d(n_out), nn.ReLU()] if batch_norm else [conv, nn.ReLU()]

        self.features = nn.Sequential(
            *block(in_channels, channels[0]),
            nn.MaxPool2d(2),
            *block(channels[0], channels[1]),
            nn.AdaptiveMaxPool2d(2),
        )
        self.head = nn.Linear(channels[1] * 2 * 2, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Map images `(B, C, H, W)` to logits `(B, n_classes)`."""
        maps = self.features(images)  # (B, channels[1], 2, 2)
        logits: Tensor = self.head(maps.flatten(start_dim=1))
        return logits


class BagClassifier(nn.Module):
    """A text classifier that averages the embeddings of the words, whatever their order."""

    def __init__(self, n_words: int, n_classes: int, *, embedding_width: int = 64) -> None:
        super().__init__()
        _at_least_1(min(n_words, n_classes, embedding_width), "n_words, n_classes and widths")
        self.embedding = nn.EmbeddingBag(n_words, embedding_width, padding_idx=PAD_ID)
        self.head = nn.Linear(embedding_width, n_classes)

    def forward(self, ids: Tensor, offsets: Tensor | None = None) -> Tensor:
        """Map texts to logits `(B, n_classes)`.

        Args:
            ids: Padded texts `(B, T)`, whose padding does not count; or texts one after another.
            offsets: In the second case, where each text begins, `(B,)`.
        """
        logits: Tensor = self.head(self.embedding(ids, offsets))  # (B, E) to (B, C)
        return logits


class LSTMClassifier(nn.Module):
    """A text classifier that reads word by word and judges by its state after the last one.

    The widths count the numbers of a word and of the state; dropout works between LSTM layers.
    """

    def __init__(
        self,
        n_words: int,
        n_classes: int,
        *,
        embedding_width: int = 100,
        hidden_width: int = 256,
        layers: int = 1,
        dropout: float = 0.0,
    ) -> None:
        super().__init__()
        sizes = (n_words, n_classes, embedding_width, hidden_width, layers)
        _at_least_1(min(sizes), "n_words, n_classes, widths and layers")
        self.embedding = nn.Embedding(n_words, embedding_width, padding_idx=PAD_ID)
        self.lstm = nn.LSTM(
            embedding_width, hidden_width, layers, dropout=dropout, batch_first=True
        )
        self.head = nn.Linear(hidden_width, n_classes)

    def forward(self, ids: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Map padded texts `(B, T)` to logits `(B, n_classes)`.

        Packing tells the LSTM where each text ends. Without it the state after the last column
        would be that of a text followed by padding, and depend on its neighbours in the batch.

        Args:
            ids: Texts, filled up on the right.
            lengths: Their true lengths, `(B,)`; without them, what is not padding counts.
        """
        if ids.ndim != 2 or ids.numel() == 0:
            raise ValueError(f"expected texts (B, T) with B, T > 0, got {tuple(ids.shape)}")
        low, high = ids.min().item(), ids.max().item()
        if not 0 <= low <= high < self.embedding.num_embeddings:
            n_words = self.embedding.num_embeddings
            raise ValueError(f"expected words in [0, {n_words}), got {low} to {high}")
        if lengths is None:
            lengths = (ids != PAD_ID).sum(dim=1)
        lengths = lengths.clamp(min=1).cpu()  # an empty text is read as one padding
        if lengths.shape != ids.shape[:1] or lengths.max() > ids.shape[1]:
            raise ValueError(
                f"expected {len(ids)} lengths of at most {ids.shape[1]}, got {lengths.tolist()}"
            )
        vectors = self.embedding(ids)  # (B, T, E)
        packed = pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
        _, (state, _) = self.lstm(packed)  # state: (layers, B, H), each text at its own end
        logits: Tensor = self.head(state[-1])
        return logits


def count_parameters(model: nn.Module) -> int:
    """How many numbers training can change; frozen parameters do not count.

    Example:
        >>> count_parameters(nn.Linear(2, 3))  # 2 * 3 weights and 3 biases
        9
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)


class Step(NamedTuple):
    """What one layer did in a forward pass."""

    name: str
    kind: str
    shape: tuple[int, ...]  # of its output
    parameters: int


@torch.no_grad()
def trace_shapes(model: nn.Module, *inputs: Tensor) -> list[Step]:
    """The layers without layers inside, in the order they ran, with the shapes of their outputs.

    The model works in evaluation mode; `inputs` are what its `forward` takes.

    Example:
        >>> for step in trace_shapes(MLP([4, 3, 2]), torch.zeros(5, 4)):
        ...     print(step.name, step.kind, step.shape, step.parameters)
        layers.0 Linear (5, 3) 15
        layers.1 ReLU (5, 3) 0
        layers.2 Linear (5, 2) 8
    """
    steps: list[Step] = []

    def listen(name: str, layer: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def note(layer: nn.Module, _: object, output: object) -> None:
            first = output[0] if isinstance(output, tuple) else output  # an LSTM gives several
            values = first.data if isinstance(first, PackedSequence) else first
            shape = tuple(values.shape) if isinstance(values, Tensor) else ()
            steps.append(Step(name, type(layer).__name__, shape, count_parameters(layer)))

        return layer.register_forward_hook(note)

    handles = [listen(n, m) for n, m in model.named_modules() if not list(m.children())]
    try:
        with eval_mode(model):
            model(*inputs)
    finally:
        for handle in handles:
            handle.remove()
    return steps


def _at_least_1(value: int, name: str) -> None:
    if value < 1:
        raise ValueError(f"expected {name} of at least 1, got {value}")
