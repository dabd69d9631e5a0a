"""The small residual network for CIFAR-10."""

from torch import Tensor, nn
from torch.nn import functional


class ResNet20(nn.Module):
    """A residual network of 20 layers for images of 32 × 32 pixels: 0.27 million parameters.

    One convolution, three stages of three blocks with 16, 32 and 64 feature maps, an average over
    the image and a linear layer.

    Source:
        He et al. (2016), "Deep Residual Learning for Image Recognition", Section 4.2,
        <https://arxiv.org/abs/1512.03385>. Names of the layers as in
        <https://github.com/akamaster/pytorch_resnet_cifar10>, whose weights fit.
    """

    def __init__(self, n_classes: int = 10, *, in_channels: int = 3) -> None:
        super().__init__()
        if min(n_classes, in_channels) < 1:
            raise ValueError(
                f"expected n_classes and in_channels of at least 1, got {n_classes}, {in_channels}"
            )
        self.conv1 = nn.Conv2d(in_channels, 16, kernel_size=3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16), Block(16, 16), Block(16, 16))
        self.layer2 = nn.Sequential(Block(16, 32), Block(32, 32), Block(32, 32))
        self.layer3 = nn.Sequential(Block(32, 64), Block(64, 64), Block(64, 64))
        self.linear = nn.Linear(64, n_classes)

    def forward(self, images: Tensor) -> Tensor:
        """Map images `(B, C, H, W)` to logits `(B, n_classes)`."""
        x = functional.relu(self.bn1(self.conv1(images)))  # (B, 16, H, W)
        x = self.layer3(self.layer2(self.layer1(x)))  # (B, 64, H/4, W/4)
        logits: Tensor = self.linear(x.mean(dim=(2, 3)))
        return logits


class Block(nn.Module):
    """Two convolutions whose result is added to what came in.

    Where the number of feature maps doubles, the image is halved. The shortcut then takes every
    second pixel and adds maps of zeros ("option A"): it has no parameters.
    """

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.stride = n_out // n_in  # 1, or 2 where the maps double
        self.conv1 = nn.Conv2d(n_in, n_out, 3, stride=self.stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(n_out)
        self.conv2 = nn.Conv2d(n_out, n_out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(n_out)

    def forward(self, x: Tensor) -> Tensor:
        """Map `(B, n_in, H, W)` to `(B, n_out, H/stride, W/stride)`."""
        out = functional.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        shortcut = x[:, :, :: self.stride, :: self.stride]
        missing = out.shape[1] - x.shape[1]  # half of them in front, half behind
        shortcut = functional.pad(shortcut, (0, 0, 0, 0, missing // 2, missing // 2))
        return functional.relu(out + shortcut)
