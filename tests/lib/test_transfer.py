import hashlib
import os
from pathlib import Path
from urllib.error import URLError

import pytest
import torch
from safetensors.torch import save
from torch import nn
from torchvision import models

from tutorial_lib import transfer
from tutorial_lib.data import fetch
from tutorial_lib.models import MLP, count_parameters
from tutorial_lib.resnet import ResNet20
from tutorial_lib.training import train_epoch
from tutorial_lib.transfer import (
    freeze,
    freeze_batch_norm,
    load_pretrained,
    parameter_groups,
    replace_head,
)

LOCAL = Path(os.environ.get("TUTORIAL_DATA", "")) / "resnet20_cifar10"


def body():
    """A small network with everything that freezing must hold still."""
    return nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 2))


def state(module):
    return {name: value.clone() for name, value in module.state_dict().items()}


def train(model, parameters=None):
    optimizer = torch.optim.SGD(parameters or model.parameters(), lr=0.1)
    x = torch.randn(8, 2) + 5
    train_epoch(model, [(x, torch.zeros(8).long())], nn.CrossEntropyLoss(), optimizer)


# --- freezing


def test_a_frozen_part_does_not_change_and_the_rest_learns():
    model = nn.Sequential(body(), nn.Linear(2, 2))
    freeze(model[0])
    frozen, head = state(model[0]), state(model[1])
    train(model)
    assert all(torch.equal(v, frozen[k]) for k, v in model[0].state_dict().items())
    assert not torch.equal(model[1].weight, head["weight"])
    assert count_parameters(model) == 6


def test_without_freezing_batch_norm_would_drift():
    model = body().requires_grad_(False)
    before = state(model)
    model.train()
    model(torch.randn(8, 2) + 5)
    assert not torch.equal(model[1].running_mean, before["1.running_mean"])


def test_a_frozen_part_answers_the_same_in_training():
    model = body()
    freeze(model)
    x = torch.randn(8, 2)
    model.train()
    assert torch.equal(model(x), model(x))


def test_a_frozen_part_thaws_to_what_it_was():
    model = nn.Sequential(body(), nn.Linear(2, 2))
    model[0][0].weight.requires_grad_(False)  # was frozen by hand before
    model[0][2].eval()
    handle = freeze(model[0])
    model.train()
    model(torch.randn(8, 2))
    handle.thaw()
    assert [part.training for part in model[0]] == [True, True, False, True]
    assert [p.requires_grad for p in model[0].parameters()] == [False] + [True] * 5
    before = state(model[0])
    train(model, [p for p in model.parameters() if p.requires_grad])
    changed = {k for k, v in model[0].state_dict().items() if not torch.equal(v, before[k])}
    assert {"3.weight", "1.running_mean"} <= changed
    assert "0.weight" not in changed
    assert not any(part._forward_pre_hooks for part in model.modules())


def test_a_part_is_frozen_too_where_only_its_own_parts_are_called():
    # An nn.ModuleList has no forward: a hook of its own would never run.
    blocks = nn.ModuleList([nn.Dropout(0.5), nn.BatchNorm1d(2)])
    freeze(blocks)
    blocks.train()
    x = torch.randn(8, 2)
    assert torch.equal(blocks[0](x), x)
    blocks[1](x)
    assert blocks[1].running_mean.tolist() == [0.0, 0.0]


def test_frozen_batch_norm_thaws_too():
    model = body()
    freeze_batch_norm(model).thaw()
    before = state(model)
    train(model)
    assert not torch.equal(model[1].running_mean, before["1.running_mean"])


def test_batch_norm_alone_can_be_frozen():
    model = body()
    freeze_batch_norm(model)
    before = state(model)
    train(model)
    assert torch.equal(model[1].running_mean, before["1.running_mean"])
    assert not torch.equal(model[0].weight, before["0.weight"])
    assert model[2].training  # dropout still works


# --- heads and groups


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: models.resnet18(weights=None), "fc"),
        (lambda: models.mobilenet_v2(weights=None), "classifier.1"),
        (lambda: ResNet20(), "linear"),
        (lambda: MLP([4, 3, 2]), "layers.2"),
    ],
)
def test_the_last_linear_layer_is_replaced(make, name):
    model = make()
    old = model.get_submodule(name)
    head = replace_head(model, 5)
    assert model.get_submodule(name) is head
    assert (head.in_features, head.out_features) == (old.in_features, 5)


def test_only_the_new_head_of_a_frozen_body_is_left_to_train():
    model = ResNet20()
    freeze(model)
    replace_head(model, 5)
    assert count_parameters(model) == 64 * 5 + 5


def test_the_head_learns_faster_than_the_body():
    model = MLP([2, 3, 2])
    head = replace_head(model, 2)
    groups = parameter_groups(model, head, lr=0.0, head_lr=0.1)
    before = state(model)
    train(model, groups)
    after = model.state_dict()
    assert torch.equal(after["layers.0.weight"], before["layers.0.weight"])
    assert not torch.equal(after["layers.2.weight"], before["layers.2.weight"])


def test_frozen_parameters_are_in_no_group():
    model = MLP([2, 3, 2])
    model.layers[0].requires_grad_(False)
    groups = parameter_groups(model, model.layers[2], lr=1e-4, head_lr=1e-3)
    assert [len(g["params"]) for g in groups] == [0, 2]


def test_bad_arguments_are_named():
    with pytest.raises(ValueError, match="expected n_classes of at least 1, got 0"):
        replace_head(MLP([2, 2]), 0)
    with pytest.raises(ValueError, match="a model with a linear last layer, got ReLU"):
        replace_head(nn.ReLU(), 2)
    with pytest.raises(ValueError, match="expected a head that is part of the model"):
        parameter_groups(MLP([2, 2]), nn.Linear(2, 2), lr=0.1, head_lr=0.1)
    with pytest.raises(ValueError, match=r"expected 'mobilenet_v2', .* got 'vgg'"):
        load_pretrained("vgg")


# --- weights


@pytest.fixture
def weights(monkeypatch, tmp_path):
    """Random weights at the places where the trained ones lie."""
    entries = {}
    for name, path, model in [
        ("resnet20", "resnet20_cifar10/resnet20_cifar10.safetensors", ResNet20()),
        (
            "mobilenet_v2",
            "mobilenet_v2_imagenet/mobilenet_v2_imagenet_fp16.safetensors",
            models.mobilenet_v2(weights=None).half(),
        ),
    ]:
        content = save(model.state_dict())
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(content)
        file = {"path": path, "sha256": hashlib.sha256(content).hexdigest()}
        entries[name] = {"url": [], "files": [file]}
    monkeypatch.setattr(fetch, "catalogue", lambda: entries)
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize(
    ("name", "n_classes", "size_px"), [("resnet20", 10, 32), ("mobilenet_v2", 1000, 64)]
)
def test_a_trained_network_comes_with_its_preparation(name, n_classes, size_px):
    model, preprocess = load_pretrained(name, size_px=size_px)
    photos = torch.randint(256, (2, 3, 50, 80), dtype=torch.uint8)
    assert preprocess(photos).shape == (2, 3, size_px, size_px)
    assert model(preprocess(photos)).shape == (2, n_classes)
    assert not model.training
    assert {p.dtype for p in model.parameters()} == {torch.float32}


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("content", [b"", b"short", save({"a": torch.zeros(9)})[:-4]])
def test_damaged_weights_are_named(monkeypatch, content):
    monkeypatch.setattr(transfer, "read_file", lambda *_: content)
    with pytest.raises(ValueError, match="expected a safetensors file, got damaged content"):
        load_pretrained("resnet20")


@pytest.mark.usefixtures("weights")
def test_grey_is_the_middle_of_what_mobilenet_expects():
    _, preprocess = load_pretrained("mobilenet_v2")
    black, white = torch.zeros(3, 224, 224, dtype=torch.uint8), torch.ones(3, 224, 224)
    assert preprocess(black).unique().tolist() == [-1.0]
    assert preprocess(white).unique().tolist() == [1.0]


def test_resnet18_comes_from_torchvision(monkeypatch):
    def offline(weights):
        assert weights is models.ResNet18_Weights.DEFAULT
        raise URLError("no route to host")

    original = models.resnet18
    monkeypatch.setattr(models, "resnet18", offline)
    with pytest.raises(
        FileNotFoundError, match=r"weights of resnet18 at https://download\.pytorch"
    ):
        load_pretrained("resnet18")
    monkeypatch.setattr(models, "resnet18", lambda **_: original(weights=None))
    model, preprocess = load_pretrained("resnet18", size_px=64)
    assert model(preprocess(torch.rand(1, 3, 64, 64))).shape == (1, 1000)


@pytest.mark.skipif(not LOCAL.is_dir(), reason="the weights are not in TUTORIAL_DATA")
@pytest.mark.parametrize("name", ["resnet20", "mobilenet_v2"])
def test_the_real_weights_fit(name, monkeypatch):
    monkeypatch.setenv("TUTORIAL_DATA", str(LOCAL.parent))
    model, preprocess = load_pretrained(name, size_px=64)
    assert model(preprocess(torch.rand(1, 3, 64, 64))).isfinite().all()


def test_the_new_head_has_the_type_of_the_old_one():
    assert replace_head(nn.Sequential(nn.Linear(2, 2).half()), 5).weight.dtype == torch.float16
