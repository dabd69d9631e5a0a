import pytest
import torch
from torch import nn

from tutorial_lib.models import MLP, count_parameters


@pytest.mark.parametrize(
    ("widths", "count"),
    [
        ([784, 128, 64, 10], 109_386),  # 784*128+128 + 128*64+64 + 64*10+10
        ([784, 256, 128, 10], 235_146),
        ([784, 300, 100, 10], 266_610),
    ],
)
def test_the_parameters_of_known_networks(widths, count):
    assert count_parameters(MLP(widths)) == count


def test_frozen_parameters_do_not_count():
    model = MLP([2, 3, 1])
    model.layers[0].requires_grad_(False)
    assert count_parameters(model) == 4  # 3 weights and 1 bias


def test_an_mlp_is_its_layers_one_after_another():
    model = MLP([4, 3, 2], activation=nn.Tanh)
    x = torch.rand(5, 4)
    first, last = model.layers[0], model.layers[2]
    hand = torch.tanh(x @ first.weight.T + first.bias) @ last.weight.T + last.bias
    torch.testing.assert_close(model(x), hand)


def test_images_are_flattened():
    model = MLP([6, 2])
    images = torch.rand(5, 2, 3)
    assert torch.equal(model(images), model(images.view(5, 6)))


def test_a_hidden_layer_has_the_modern_order():
    model = MLP([4, 3, 2], dropout=0.1, batch_norm=True)
    kinds = [type(layer) for layer in model.layers]
    assert kinds == [nn.Linear, nn.BatchNorm1d, nn.ReLU, nn.Dropout, nn.Linear]
    assert model.layers[0].bias is None  # BatchNorm has one


def test_two_widths_make_a_linear_model():
    assert [type(layer) for layer in MLP([4, 2]).layers] == [nn.Linear]


@pytest.mark.parametrize("widths", [[784], [784, 0, 10]])
def test_impossible_widths_are_named(widths):
    with pytest.raises(ValueError, match="expected at least two widths of at least 1, got"):
        MLP(widths)
