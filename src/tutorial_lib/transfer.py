"""Networks that others have trained, and what it takes to teach them something new."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import torch
from torch import Tensor, nn

from tutorial_lib.data.fetch import read_file
from tutorial_lib.resnet import ResNet20

Preprocess = Callable[[Tensor], Tensor]
_MOBILENET = "mobilenet_v2_imagenet/mobilenet_v2_imagenet_fp16.safetensors"
_RESNET20 = "resnet20_cifar10/resnet20_cifar10.safetensors"


def load_pretrained(
    name: Literal["mobilenet_v2", "resnet18", "resnet20"], *, size_px: int | None = None
) -> tuple[nn.Module, Preprocess]:
    """A trained network in evaluation mode, and what must be done to images before it sees them.

    Each network expects the preparation it was trained with: with another one it still gives
    answers, only worse ones. So the two come together.

    Args:
        name: `mobilenet_v2` (ImageNet, 1,000 classes) and `resnet20` (CIFAR-10, 10 classes) come
            from the course's data, and `resnet20` else from its authors; `resnet18` (ImageNet)
            is downloaded by torchvision.
        size_px: Width and height after the preparation; without it, those of the training: 224
            pixels, and 32 for `resnet20`. Smaller images are faster and less exact.

    Returns:
        The model, and a function that maps images `(B, 3, H, W)` or `(3, H, W)`, uint8 or float in
        `[0, 1]`, to what the model takes; it refuses anything else.

    Source:
        Statistics of `resnet18`: torchvision's `ResNet18_Weights`; of `resnet20`: the training
        script in <https://github.com/akamaster/pytorch_resnet_cifar10>.
    """
    from torchvision import models

    if size_px is not None and size_px < 1:
        raise ValueError(f"expected size_px of at least 1, got {size_px}")
    imagenet = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))  # mean and deviation of R, G, B
    if name == "mobilenet_v2":
        model = models.mobilenet_v2(weights=None)
        model.load_state_dict(_weights(name, _MOBILENET))
        preprocess = _preparation(size_px or 224, (0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
    elif name == "resnet20":
        model = ResNet20()
        model.load_state_dict(_weights(name, _RESNET20))
        preprocess = _preparation(size_px or 32, *imagenet)
    elif name == "resnet18":
        model = _download_resnet18()
        preprocess = _preparation(size_px or 224, *imagenet)
    else:
        raise ValueError(f"expected 'mobilenet_v2', 'resnet18' or 'resnet20', got {name!r}")
    return model.eval(), preprocess


class Frozen:
    """What `freeze` gives back: `thaw()` lets the parts learn again.

    Frozen modules stay in evaluation mode, whatever `model.train()` says: else the running
    statistics of BatchNorm would still change with every batch, and dropout would work.
    """

    def __init__(self, modules: Iterable[nn.Module], parameters: Iterable[nn.Parameter]) -> None:
        self._modes = [(module, module.training) for module in modules]
        self._learned = [(parameter, parameter.requires_grad) for parameter in parameters]
        for parameter, _ in self._learned:
            parameter.requires_grad_(False)
        self._hooks = []
        for module, _ in self._modes:
            module.training = False
            self._hooks.append(module.register_forward_pre_hook(_return_to_eval))

    def thaw(self) -> None:
        """Give each part the mode back that it had, and each parameter its gradients."""
        for hook in self._hooks:
            hook.remove()
        for module, training in self._modes:
            module.training = training
        for parameter, learned in self._learned:
            parameter.requires_grad_(learned)


def freeze(module: nn.Module) -> Frozen:
    """Stop a part of a network from learning; `thaw()` of what comes back undoes it."""
    return Frozen(module.modules(), module.parameters())


def freeze_batch_norm(model: nn.Module) -> Frozen:
    """Keep the running statistics of BatchNorm while all weights learn.

    A small data set with small batches would spoil what was learnt from millions of images.
    """
    kinds = nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d
    return Frozen((module for module in model.modules() if isinstance(module, kinds)), ())


def replace_head(model: nn.Module, n_classes: int) -> nn.Linear:
    """Put a new last layer with other classes in place of the old one; returns the new layer.

    Do this before making the optimizer: one made earlier trains the old layer. The last layer must
    be linear, as in the networks of `load_pretrained`.
    """
    if n_classes < 1:
        raise ValueError(f"expected n_classes of at least 1, got {n_classes}")
    inside = [(name, module) for name, module in model.named_modules() if name]
    linear = [(name, module) for name, module in inside if isinstance(module, nn.Linear)]
    if not linear:
        raise ValueError(f"expected a model with a linear last layer, got {type(model).__name__}")
    name, old = linear[-1]
    new = nn.Linear(old.in_features, n_classes).to(old.weight)  # device and type
    parent, _, last = name.rpartition(".")
    setattr(model.get_submodule(parent), last, new)
    return new


def parameter_groups(
    model: nn.Module, head: nn.Module, *, lr: float, head_lr: float
) -> list[dict[str, Any]]:
    """Two groups for an optimizer: a new head learns fast, the trained body slowly.

    The head is what `replace_head` returns, `lr` the learning rate of the body, whose frozen
    parameters are left out.

    Example:
        >>> model = nn.Sequential(nn.Linear(4, 3), nn.Linear(3, 2))
        >>> groups = parameter_groups(model, model[1], lr=1e-4, head_lr=1e-3)
        >>> [(len(group["params"]), group["lr"]) for group in groups]
        [(2, 0.0001), (2, 0.001)]
    """
    in_head = {id(p) for p in head.parameters()}
    if not in_head <= {id(p) for p in model.parameters()}:
        raise ValueError("expected a head that is part of the model; replace_head returns it")
    body = [p for p in model.parameters() if id(p) not in in_head and p.requires_grad]
    return [{"params": body, "lr": lr}, {"params": list(head.parameters()), "lr": head_lr}]


def _return_to_eval(module: nn.Module, _: object) -> None:
    module.training = False


def _download_resnet18() -> nn.Module:
    from torchvision import models

    weights = models.ResNet18_Weights.DEFAULT
    try:
        model: nn.Module = models.resnet18(weights=weights)
    except OSError as error:
        raise FileNotFoundError(
            f"expected the weights of resnet18 at {weights.url}, got no answer ({error}); "
            f"download them to {torch.hub.get_dir()}/checkpoints"
        ) from error
    return model


def _require_images(images: Tensor) -> Tensor:
    """Images as they are; torchvision would pass on, or stretch, what is none."""
    if not isinstance(images, Tensor):
        raise ValueError(f"expected a tensor of images, got {type(images).__name__}")
    fraction = images.is_floating_point()
    low, high = (end.item() for end in images.aminmax()) if fraction and images.numel() else (0, 0)
    in_range = -0.001 < low <= high < 1.001  # a resized image may be a little off
    right_values = images.dtype == torch.uint8 or (fraction and in_range)
    if images.ndim not in (3, 4) or images.shape[-3] != 3 or not right_values:
        raise ValueError(
            "expected images (B, 3, H, W) or (3, H, W), uint8 or float in [0, 1], "
            f"got {tuple(images.shape)}, {images.dtype}"
            f"{f' from {low:g} to {high:g}' if fraction else ''}"
        )
    return images


def _weights(name: str, path: str) -> dict[str, Tensor]:
    """Weights from a file that can hold nothing but tensors, half precision as float32."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        tensors = load(read_file(name, path))
    except SafetensorError as error:
        raise ValueError(f"expected a safetensors file, got damaged content ({error})") from error
    return {k: t.float() if t.is_floating_point() else t for k, t in tensors.items()}


def _preparation(size_px: int, mean: tuple[float, ...], deviation: tuple[float, ...]) -> Preprocess:
    from torchvision.transforms import v2

    prepare: Preprocess = v2.Compose(
        [
            _require_images,
            v2.Resize(size_px, antialias=True),  # of the shorter side
            v2.CenterCrop(size_px),
            v2.ToDtype(torch.float32, scale=True),
            v2.Normalize(mean, deviation),
        ]
    )
    return prepare
