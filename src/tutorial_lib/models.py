"""The networks of the course."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from torch import Tensor, nn


class MLP(nn.Module):
    """A multilayer perceptron: linear layers with an activation between them.

    Each hidden layer is `Linear → BatchNorm (if asked) → activation → Dropout (if any)`; the last
    layer is linear and gives logits or, for regression, values.

    Args:
        widths: Features in, units of each hidden layer, outputs: `[784, 300, 100, 10]`.
        activation: Makes the activation module of a hidden layer.
        dropout: The share of hidden units switched off in training, in `[0, 1)`.
        batch_norm: Whether hidden layers normalise each unit over the batch.

    Raises:
        ValueError: If there are fewer than two widths or one is below 1.
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
        if len(widths) < 2 or min(widths) < 1:
            raise ValueError(f"expected at least two widths of at least 1, got {list(widths)}")
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


def count_parameters(model: nn.Module) -> int:
    """How many numbers training can change; frozen parameters do not count.

    Example:
        >>> count_parameters(nn.Linear(2, 3))  # 2 * 3 weights and 3 biases
        9
    """
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
