import torch

from tutorial_lib.models import count_parameters
from tutorial_lib.resnet import Block, ResNet20


def test_twenty_layers_and_a_quarter_of_a_million_parameters():
    model = ResNet20()
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Conv2d | torch.nn.Linear)]
    assert len(layers) == 20
    # Convolutions 432 + 6*2304 + (4608+9216) + 4*9216 + (18432+36864) + 4*36864 = 267,696;
    # BatchNorm 2*(7*16 + 6*32 + 6*64) = 1,376; linear 650.
    assert count_parameters(model) == 267_696 + 1_376 + 650


def test_images_become_logits():
    assert ResNet20(7, in_channels=1)(torch.rand(2, 1, 32, 32)).shape == (2, 7)


def test_a_block_whose_convolutions_give_nothing_is_its_shortcut():
    x = torch.rand(1, 4, 6, 6)
    same, halving = Block(4, 4).eval(), Block(4, 8).eval()
    for block in (same, halving):
        torch.nn.init.zeros_(block.conv2.weight)
    assert torch.equal(same(x), x)
    out = halving(x)
    assert torch.equal(out[:, 2:6], x[:, :, ::2, ::2])
    assert (out[:, :2] == 0).all()
    assert (out[:, 6:] == 0).all()
