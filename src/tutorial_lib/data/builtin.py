"""The small data sets that come with scikit-learn, as tensors."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from torch import Tensor

Name = Literal["iris", "wine", "digits", "diabetes", "breast_cancer"]


def load_builtin(name: Name) -> "tuple[Tensor, Tensor]":
    """One of scikit-learn's small data sets.

    Args:
        name: `iris` (150 flowers, 4 features, 3 classes), `wine` (178, 13, 3), `digits` (1,797
            images of 8 × 8 pixels, 10 classes), `breast_cancer` (569, 30, 2) or `diabetes`
            (442 patients, 10 features, a number to predict).

    Returns:
        Features `(N, D)`, float32; classes `(N,)`, int64, or for `diabetes` values, float32.

    Example:
        >>> x, y = load_builtin("iris")
        >>> x.shape, y.bincount()
        (torch.Size([150, 4]), tensor([50, 50, 50]))
    """
    import torch
    from sklearn import datasets

    names = ("iris", "wine", "digits", "diabetes", "breast_cancer")
    if name not in names:
        raise ValueError(f"expected one of {names}, got {name!r}")
    x, y = getattr(datasets, f"load_{name}")(return_X_y=True)
    kind = torch.float32 if name == "diabetes" else torch.int64
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=kind)
