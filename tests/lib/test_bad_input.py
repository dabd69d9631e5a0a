"""What a beginner gets wrong is answered by a sentence: what was expected, and what came."""

import math

import numpy as np
import pandas
import pytest
import torch
from torch import nn, tensor

import tutorial_lib as lib

X, Y = torch.rand(4, 2), tensor([0, 1, 0, 1])
ELSEWHERE = torch.zeros(4, device="meta")  # a device of every machine


def trainer(model=None, **options):
    model = model or lib.MLP([2, 3, 2])
    optimizer = torch.optim.SGD(nn.Linear(1, 1).parameters(), lr=0.1)
    return lib.Trainer(model, nn.CrossEntropyLoss(), optimizer, **options)


def batches(x=X, y=Y, **options):
    return lib.Batches(x, y, **{"batch_size": 2} | options)


def prepared(images):
    from tutorial_lib.transfer import _preparation

    return _preparation(32, (0.5,) * 3, (0.5,) * 3)(images)


WRONG_KIND = {
    "expected tensors, got list and list; torch.as_tensor": lambda: lib.accuracy([1], [1]),
    "expected tensors, got ndarray and Tensor": lambda: lib.rmse(np.ones(2), torch.ones(2)),
    "expected tensors, got ndarray;": lambda: lib.predicted_classes(np.ones(2)),
    "expected tensors on one device, got cpu and meta": lambda: lib.roc_curve(Y, ELSEWHERE),
    "expected a device of this machine, got 'gpu'": lambda: trainer(device="gpu"),
    "expected a model with parameters, got ReLU": lambda: trainer(nn.ReLU()),
    "expected batches of tensors, got ndarray and ndarray": lambda: trainer().evaluate(
        batches(X.numpy(), Y.numpy())
    ),
    "expected a tensor .* got ndarray and 1024": lambda: trainer().predict(X.numpy()),
    "expected arrays or tensors, got list and list": lambda: batches([1, 2], [1, 2]),
    "got ndarray and Series; np.asarray makes an array": lambda: batches(
        X.numpy(), pandas.Series([0, 1, 0, 1], index=[3, 2, 1, 0])
    ),
    "expected a model with a linear last layer, got Linear": lambda: lib.replace_head(
        nn.Linear(2, 2), 5
    ),
    "expected activation=nn.ReLU, without brackets, got ReLU": lambda: lib.MLP(
        [2, 2, 2], activation=nn.ReLU()
    ),
    "expected a text, got nan": lambda: lib.tokenize(math.nan),
    "expected a list of tokens, got the text 'la casa'": lambda: lib.Vocabulary.build(["la casa"]),
    "got the text 'la'; tokenize it first": lambda: lib.Vocabulary(["la"]).encode("la"),
    "expected a tensor of images, got ndarray": lambda: prepared(np.zeros((3, 32, 32))),
    "uint8 or float .*, got .3, 8, 8., torch.int64": lambda: prepared(torch.ones(3, 8, 8).long()),
}
WRONG_SHAPE = {
    r"expected labels \(N,\), got \(2, 2\)": lambda: lib.split_stratified(
        [[0, 0], [1, 1]], val_fraction=0.5, seed=0
    ),
    r"expected groups \(N,\), got \(1, 2\)": lambda: lib.split_groups(
        [["a", "b"]], val_fraction=0.5, seed=0
    ),
    r"expected images .*, got \(1, 1, 8, 8\)": lambda: prepared(torch.rand(1, 1, 8, 8)),
    r"expected texts \(B, T\) with B, T > 0, got \(2, 0\)": lambda: lib.LSTMClassifier(5, 2)(
        torch.zeros(2, 0).long()
    ),
    r"expected predict to give .* got \(2, 2\)": lambda: lib.plot_boundary(
        X, Y, lambda _: np.zeros((2, 2))
    ),
    r"expected predict to give .* got \(\)": lambda: lib.plot_boundary(X, Y, lambda _: 0.5),
}
NAN = {
    "expected scores without NaN, got 2 of 4": lambda: lib.accuracy(
        tensor([[math.nan, 1.0], [math.nan, 0.0]]), tensor([0, 1])
    ),
    "expected scores without NaN, got 1 of 2": lambda: lib.f1(tensor([math.nan, 1]), Y[:2]),
    "expected outputs without NaN, got 1 of 1": lambda: lib.rmse(tensor([math.nan]), tensor([1.0])),
    "expected targets without NaN, got 1 of 1": lambda: lib.r2(tensor([1.0]), tensor([math.nan])),
    "expected x and y without NaN, got 1 of 4": lambda: lib.auc(
        tensor([0.0, math.nan]), tensor([0.0, 1.0])
    ),
    "expected labels without NaN or None, got 2 of 4": lambda: lib.split_stratified(
        [0.0, 0.0, math.nan, math.nan], val_fraction=0.5, seed=0
    ),
    "expected finite features": lambda: lib.plot_boundary(X * math.nan, Y, lambda x: x[:, 0]),
    "expected counts of at least 0, got nan": lambda: lib.plot_confusion([[math.nan]], ["a"]),
}
OUT_OF_RANGE = {
    r"expected classes in \[0, 2\), got 0 to 7": lambda: lib.accuracy(X[:2], tensor([0, 7])),
    r"expected classes in \[0, 2\), got -1 to 0": lambda: lib.accuracy(X[:2], tensor([0, -1])),
    "expected classes as whole numbers, got 0.5": lambda: lib.roc_auc(
        tensor([1.0, 2.0]), tensor([0.0, 0.5])
    ),
    "expected classes as targets, got 1.5": lambda: lib.confusion_matrix(
        tensor([0, 1]), tensor([0.0, 1.5]), 2
    ),
    "expected classes of at least 0, got -1 to 1": lambda: lib.f1(tensor([0, 1]), tensor([0, -1])),
    r"expected classes in \[0, 1\), one for each name, got 0 to 1": lambda: lib.plot_boundary(
        X, Y, lambda x: x[:, 0], class_names=["a"]
    ),
    r"expected words in \[0, 5\), got 1 to 7": lambda: lib.LSTMClassifier(5, 2)(tensor([[1, 7]])),
    r"expected 1 lengths of at most 2, got \[5\]": lambda: lib.LSTMClassifier(5, 2)(
        tensor([[1, 2]]), tensor([5])
    ),
    r"expected dropout in \[0, 1\), got -0.5": lambda: lib.MLP([2, 2], dropout=-0.5),
    "expected in_channels of at least 1, got 0": lambda: lib.SmallCNN(0, 2),
    "expected n_words, n_classes and widths of at least 1": lambda: lib.BagClassifier(0, 2),
    "widths and layers of at least 1, got 0": lambda: lib.LSTMClassifier(5, 2, layers=0),
    "expected n_classes and in_channels of at least 1, got 0, 3": lambda: lib.ResNet20(0),
    "scheduler_step 'epoch' or 'batch' .* got 'step'": lambda: trainer(scheduler_step="step"),
    "clip_norm above 0, got 'epoch' and -1": lambda: trainer(clip_norm=-1),
    "batch_size of at least 1, got .4, 2. and 0": lambda: trainer().predict(X, batch_size=0),
    "whole numbers, got 2.5 and 0": lambda: batches(batch_size=2.5),
    "seed of at least 0, whole numbers, got 2 and -1": lambda: batches(seed=-1),
    r"expected a seed in \[0, 2\*\*32\), got 1.5": lambda: lib.seed_everything(1.5),
    "expected low < high, got 3 and -3": lambda: lib.make_sine(5, low=3, high=-3),
    r"float in .0, 1., got .3, 8, 8., torch.float32 from 0 to 200": lambda: prepared(
        torch.arange(192.0).view(3, 8, 8) * 200 / 191
    ),
    "torch.float32 from nan to nan": lambda: prepared(torch.full((3, 8, 8), math.nan)),
    "expected at least 0 for power 0.5, got -1": lambda: lib.Value(-1) ** 0.5,
    "expected size_px of at least 1, got -4": lambda: lib.load_pretrained("resnet20", size_px=-4),
}
CASES = [
    pytest.param(call, message, id=message)
    for table in (WRONG_KIND, WRONG_SHAPE, NAN, OUT_OF_RANGE)
    for message, call in table.items()
]


@pytest.mark.parametrize(("call", "message"), CASES)
def test_the_answer_names_what_was_expected_and_what_came(call, message):
    with pytest.raises(ValueError, match=message) as error:
        call()
    assert "\n" not in str(error.value)


def test_a_checkpoint_needs_its_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no folder .*/runs for the checkpoint a.pt"):
        lib.save_checkpoint(tmp_path / "runs" / "a.pt", trainer())


def test_training_that_diverges_says_so_before_the_metric_does():
    run = trainer()
    with pytest.raises(ValueError, match="expected a finite loss, got nan in epoch 1"):
        run.fit(batches(X * math.nan), batches(), epochs=1)
    assert run.history.columns == ["epoch", "lr", "train_loss"]


def test_small_integers_do_not_wrap_around():
    one, three = tensor([1], dtype=torch.uint8), tensor([3], dtype=torch.uint8)
    assert lib.rmse(one, three) == 2.0


def test_probabilities_may_be_whole_numbers():
    assert lib.log_loss(tensor([[0, 1], [1, 0]]), tensor([1, 0])) == pytest.approx(0)


def test_a_function_that_does_not_depend_on_x_has_slope_0():
    assert lib.derivative(lambda _: 3, 1) == 0.0
