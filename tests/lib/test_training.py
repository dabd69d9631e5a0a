import math
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, TensorDataset

from tutorial_lib.checkpoints import Checkpoint
from tutorial_lib.data.batches import Batches
from tutorial_lib.early_stopping import EarlyStopping
from tutorial_lib.metrics import accuracy
from tutorial_lib.models import MLP, BagClassifier, LSTMClassifier
from tutorial_lib.text import collate_offsets, collate_padded
from tutorial_lib.training import Trainer, eval_mode, evaluate, train_epoch

CE = nn.CrossEntropyLoss()


def blobs(n=60, seed=0):
    """Two clouds of points, one a class; easy to tell apart."""
    rng = torch.Generator().manual_seed(seed)
    y = torch.arange(n) % 2
    x = torch.randn(n, 2, generator=rng) + 4.0 * y[:, None]
    return x, y


def batches(**options):
    return Batches(*blobs(), **{"batch_size": 16, "shuffle": True, "seed": 0} | options)


def trainer(seed=0, lr=0.01, dropout=0.0, **options):
    torch.manual_seed(seed)
    model = MLP([2, 8, 2], dropout=dropout)
    options = {"metrics": {"accuracy": accuracy}} | options
    return Trainer(model, CE, torch.optim.Adam(model.parameters(), lr=lr), **options)


def weights(model):
    return torch.cat([p.detach().flatten().clone() for p in model.parameters()])


# --- the two functions


def test_one_epoch_is_one_update_per_batch_in_order():
    # A weight starting at 0 with loss = -w x and lr 1 grows by the mean x of each batch.
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    data = [
        (torch.tensor([[1.0], [3.0]]), torch.zeros(2)),
        (torch.tensor([[10.0]]), torch.zeros(1)),
    ]
    train_epoch(model, data, lambda out, _: -out.mean(), optimizer)
    assert model.weight.item() == 12.0  # 2 + 10


def test_a_short_last_batch_counts_for_its_size():
    # Losses 1 (four examples) and 5 (one): the mean is 9/5, not (1 + 5)/2.
    data = [(torch.full((4, 1), 1.0), torch.zeros(4)), (torch.full((1, 1), 5.0), torch.zeros(1))]
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)

    def loss_fn(out, _):
        return out.sum() * 0 + (1.0 if len(out) == 4 else 5.0)

    assert train_epoch(model, data, loss_fn, optimizer) == pytest.approx(1.8)
    assert evaluate(model, data, loss_fn) == {"loss": pytest.approx(1.8)}


def test_evaluate_measures_without_changing_anything():
    model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 2))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    first, second = evaluate(model, batches(), CE), evaluate(model, batches(), CE)
    assert first == pytest.approx(second)  # dropout is off
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert all(p.grad is None for p in model.parameters())


def test_evaluate_gives_each_part_its_mode_back():
    model = nn.Sequential(nn.Dropout(0.5), nn.Linear(2, 2))
    model.train()
    model[0].eval()  # a part that is frozen while the rest trains
    evaluate(model, batches(), CE)
    assert [model.training, model[0].training, model[1].training] == [True, False, True]


def test_the_mode_comes_back_after_an_error():
    model = nn.Linear(2, 2)
    with pytest.raises(KeyError), eval_mode(model):
        raise KeyError("x")
    assert model.training


def test_the_metric_sees_all_examples_at_once():
    x, _ = blobs()
    model = nn.Linear(2, 2)

    def spread(outputs, _):
        assert outputs.shape == (60, 2)
        return outputs.std().item()

    measured = evaluate(model, batches(shuffle=False), CE, {"spread": spread})
    assert list(measured) == ["loss", "spread"]
    assert measured["spread"] == pytest.approx(model(x).std().item(), rel=1e-5)


def test_a_dataloader_serves_as_well():
    loader = DataLoader(TensorDataset(*blobs()), batch_size=16)
    model = nn.Linear(2, 2)
    assert evaluate(model, loader, CE) == evaluate(model, batches(shuffle=False), CE)


def test_gradients_are_clipped_to_the_norm():
    model = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    data = [(torch.tensor([[100.0]]), torch.zeros(1))]
    train_epoch(model, data, lambda out, _: -out.mean(), optimizer, clip_norm=1.0)
    assert model.weight.item() == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("pass_", [train_epoch, evaluate])
def test_no_batch_is_an_error(pass_):
    model = nn.Linear(2, 2)
    last = [torch.optim.SGD(model.parameters())] if pass_ is train_epoch else []
    with pytest.raises(ValueError, match=r"at least one batch .*, got none; a generator"):
        pass_(model, [], CE, *last)


# --- batches with several inputs, without a length, of one example

TEXTS = [([2, 3, 4], 0), ([5, 6], 1), ([7], 0), ([2, 6, 7, 8], 1), ([3], 0)]


@pytest.mark.parametrize(
    ("model", "collate"), [(BagClassifier, collate_offsets), (LSTMClassifier, collate_padded)]
)
def test_the_texts_of_the_library_train_its_classifiers(model, collate):
    loader = DataLoader(TEXTS, batch_size=2, collate_fn=collate)
    net = model(9, 2)
    run = Trainer(net, CE, torch.optim.Adam(net.parameters(), 0.05), metrics={"accuracy": accuracy})
    history = run.fit(loader, loader, epochs=30)
    assert history["val_loss"][-1] < 0.1 < history["train_loss"][0]
    assert history["val_accuracy"][-1] == 1.0
    assert evaluate(net, loader, CE)["loss"] == history["val_loss"][-1]
    if model is LSTMClassifier:
        ids, lengths, _ = collate_padded(TEXTS)
        net.eval()
        torch.testing.assert_close(run.predict(ids, lengths, batch_size=2), net(ids, lengths))


class Stream(IterableDataset):
    def __iter__(self):
        return iter([(x, y) for x, y in zip(*blobs(), strict=True)])


def test_data_without_a_length_trains():
    loader = DataLoader(Stream(), batch_size=16)
    history = trainer().fit(loader, loader, epochs=2)
    same = trainer().fit(batches(shuffle=False), batches(shuffle=False), epochs=2)
    assert history.rows == same.rows


def test_a_last_batch_of_one_and_batch_norm_are_named_with_the_way_out():
    x, y = torch.randn(5, 2), torch.tensor([0, 1, 0, 1, 0])
    model = MLP([2, 3, 2], batch_norm=True)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with pytest.raises(
        ValueError, match=r"2 examples in a batch, for BatchNorm .*, got 1; drop_last"
    ):
        train_epoch(model, Batches(x, y, batch_size=2), CE, optimizer)
    train_epoch(model, Batches(x, y, batch_size=2, drop_last=True), CE, optimizer)
    evaluate(model, Batches(x, y, batch_size=2), CE)  # measuring compares nothing


@pytest.mark.parametrize(
    ("batch", "kinds"),
    [
        (torch.zeros(4, 2), "Tensor"),  # its rows would pass for inputs and targets
        ([torch.zeros(4, 2)], "Tensor"),
        ({"x": 1, "y": 2}, "dict"),
        ((np.zeros(2), torch.zeros(2)), "ndarray and Tensor"),
    ],
)
def test_a_batch_that_is_none_is_named(batch, kinds):
    with pytest.raises(ValueError, match=f"expected batches of tensors, got {kinds}; a batch is"):
        evaluate(nn.Linear(2, 2), [batch], CE)


# --- means that do not depend on the size of the batches

RARE = torch.tensor([1.0, 19.0])


class Wrapped(nn.Module):
    def forward(self, outputs, y):
        return nn.CrossEntropyLoss(weight=RARE, label_smoothing=0.1)(outputs, y)


@pytest.mark.parametrize(
    "loss_fn",
    [
        nn.CrossEntropyLoss(weight=RARE),
        nn.CrossEntropyLoss(weight=RARE, ignore_index=0),
        nn.CrossEntropyLoss(ignore_index=1, label_smoothing=0.1),
        nn.CrossEntropyLoss(weight=RARE, label_smoothing=0.1),
        nn.NLLLoss(weight=RARE),
        functional.cross_entropy,
        partial(functional.cross_entropy, weight=RARE),
        partial(functional.nll_loss, ignore_index=0),
        lambda outputs, y: functional.cross_entropy(outputs, y.view(-1), RARE, ignore_index=0),
        lambda outputs, y: 2 * functional.nll_loss(outputs.log_softmax(1), y, weight=RARE),
        Wrapped(),
        nn.MultiMarginLoss(weight=RARE),  # divides by the number of examples, whatever the weights
    ],
)
@pytest.mark.parametrize("batch_size", [1, 7, 64])
def test_the_mean_of_a_loss_is_the_one_of_all_examples_at_once(loss_fn, batch_size):
    x, _ = blobs(100)
    y = (torch.rand(100) < 0.1).long()
    y[:9] = -100 if loss_fn is functional.cross_entropy else y[:9]  # what torch ignores untold
    model = nn.Linear(2, 2)
    whole = loss_fn(model(x), y).item()
    parts = Batches(x, y, batch_size=batch_size)
    assert evaluate(model, parts, loss_fn)["loss"] == pytest.approx(whole, rel=1e-5)
    still = torch.optim.SGD(model.parameters(), lr=0.0)
    assert train_epoch(model, parts, loss_fn, still) == pytest.approx(whole, rel=1e-5)


@pytest.mark.parametrize("batch_size", [3, 10])
def test_a_loss_that_sums_has_the_mean_of_one_that_averages(batch_size):
    model, x = nn.Linear(2, 1), torch.randn(10, 2)
    parts = Batches(x, torch.randn(10, 1), batch_size=batch_size)
    summed = partial(functional.mse_loss, reduction="sum")
    losses = nn.MSELoss(), nn.MSELoss(reduction="sum"), lambda outputs, y: summed(outputs, y)
    means = [evaluate(model, parts, loss_fn)["loss"] for loss_fn in losses]
    assert means[1:] == pytest.approx([means[0]] * 2)


def test_padded_targets_of_any_length_count_once_each():
    # Outputs (B, C, T): 3 targets in one batch and 1 in the other, the rest is padding.
    logits = torch.randn(2, 4, 5)
    y = torch.tensor([[1, 2, 3, 0, 0], [2, 0, 0, 0, 0]])
    loss_fn = nn.CrossEntropyLoss(ignore_index=0)
    data = [(logits[:1], y[:1]), (logits[1:, :, :2], y[1:, :2])]
    whole = loss_fn(logits, y).item()
    assert evaluate(nn.Identity(), data, loss_fn)["loss"] == pytest.approx(whole)


def test_a_batch_whose_targets_are_all_ignored_teaches_nothing():
    model = nn.Linear(2, 2)
    before = weights(model)
    x, nothing = torch.randn(4, 2), torch.full((4,), -100)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    data = [(x, torch.tensor([0, 1, 0, 1])), (x, nothing)]
    assert math.isfinite(train_epoch(model, data, CE, optimizer))
    assert math.isfinite(weights(model).sum())
    assert not torch.equal(weights(model), before)
    with pytest.raises(ValueError, match="one batch with a target that counts, got none"):
        train_epoch(model, data[1:], CE, optimizer)


def test_a_loss_for_each_example_is_named():
    with pytest.raises(ValueError, match=r"expected one number from loss_fn, got \(16,\)"):
        evaluate(nn.Linear(2, 2), batches(), nn.CrossEntropyLoss(reduction="none"))


# --- the class


def test_two_examples_are_memorised():
    run = trainer(lr=0.1)
    pair = Batches(torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([0, 1]), batch_size=2)
    history = run.fit(pair, pair, epochs=50)
    assert history["val_loss"][-1] < 0.01
    assert history["val_accuracy"][-1] == 1.0


def test_the_class_does_what_the_loop_by_hand_does():
    run = trainer()
    history = run.fit(batches(), batches(shuffle=False), epochs=3)

    hand = trainer()
    train = batches()
    for row in history:
        loss = train_epoch(hand.model, train, CE, hand.optimizer)
        assert row["train_loss"] == loss
        measured = evaluate(hand.model, batches(shuffle=False), CE, {"accuracy": accuracy})
        assert {"loss": row["val_loss"], "accuracy": row["val_accuracy"]} == measured
    assert torch.equal(weights(run.model), weights(hand.model))


def test_the_history_has_a_row_per_epoch_and_goes_on():
    run = trainer()
    run.fit(batches(), batches(), epochs=2)
    history = run.fit(batches(), batches(), epochs=1)
    assert history["epoch"] == [1, 2, 3]
    assert history.columns == ["epoch", "lr", "train_loss", "val_loss", "val_accuracy"]
    assert history["lr"] == [0.01] * 3


def test_training_in_two_halves_is_training_at_once():
    halves, whole = trainer(), trainer()
    for epochs in (2, 1):
        halves.fit(batches(), batches(), epochs=epochs)  # new Batches: the epoch counts, not they
    whole.fit(batches(), batches(), epochs=3)
    assert torch.equal(weights(halves.model), weights(whole.model))


def test_the_seed_decides():
    def losses(seed):
        return trainer(seed, dropout=0.2).fit(batches(), batches(), epochs=2)["train_loss"]

    assert losses(1) == losses(1)
    assert losses(1) != losses(2)


def test_callbacks_are_called_in_order_after_each_epoch():
    calls = []
    run = trainer(
        callbacks=[
            lambda trainer, row: calls.append(("first", row["epoch"], trainer)),
            lambda trainer, row: calls.append(("second", row["epoch"], trainer)),
        ]
    )
    run.fit(batches(), batches(), epochs=2)
    assert calls == [(name, e, run) for e in (1, 2) for name in ("first", "second")]


def test_early_stopping_ends_training_with_the_best_weights():
    stopper = EarlyStopping(patience=2, mode="max", monitor="val_accuracy")
    run = trainer(lr=0.5, callbacks=[stopper])
    val = batches(shuffle=False)
    history = run.fit(batches(), val, epochs=50)
    assert len(history) == stopper.best_epoch + 2 < 50
    best = history["val_loss"][stopper.best_epoch - 1]
    assert run.evaluate(val)["loss"] == pytest.approx(best)
    assert len(run.fit(batches(), val, epochs=5)) == len(history)  # it has said stop


def test_any_callback_may_end_training_and_finish():
    class Twice:
        epochs, finished = 0, False

        def __call__(self, *_):
            self.epochs += 1

        @property
        def stopped(self):
            return self.epochs == 2

        def finish(self, trainer):
            self.finished = len(trainer.history)

    twice = Twice()
    assert len(trainer(callbacks=[twice]).fit(batches(), epochs=9)) == twice.finished == 2


def test_checkpoints_are_called_last(tmp_path):
    calls = []

    class Noted(Checkpoint):
        def __call__(self, *_):
            calls.append("checkpoint")

    other = lambda *_: calls.append("other")  # noqa: E731
    trainer(callbacks=[Noted(tmp_path / "a.pt"), other]).fit(batches(), epochs=1)
    assert calls == ["other", "checkpoint"]


def test_a_column_to_watch_that_is_not_there_is_named():
    run = trainer(callbacks=[EarlyStopping(1, monitor="val_f1")])
    with pytest.raises(KeyError, match="no column 'val_f1' in the history; it has"):
        run.fit(batches(), batches(), epochs=1)


def test_a_column_that_a_callback_adds_can_be_watched():
    def note(trainer, row):
        row["norm"] = weights(trainer.model).norm()

    stopper = EarlyStopping(1, mode="max", monitor="norm")
    history = trainer(callbacks=[note, stopper]).fit(batches(), epochs=3)
    assert stopper.best in history["norm"]


def test_without_validation_data_only_training_is_measured():
    history = trainer().fit(batches(), epochs=2)
    assert history.columns == ["epoch", "lr", "train_loss"]
    with pytest.raises(
        ValueError, match="expected validation data, for EarlyStopping watches val_l"
    ):
        trainer(callbacks=[EarlyStopping(1)]).fit(batches(), epochs=1)


def test_no_metric_is_measured_unless_it_is_named():
    assert trainer(metrics=None).fit(batches(), batches(), epochs=1).columns[-1] == "val_loss"
    for metrics in (accuracy, ["accuracy"], {"loss": accuracy}):
        with pytest.raises(ValueError, match="expected metrics as names, other than 'loss', and"):
            trainer(metrics=metrics)


def test_a_scheduler_steps_once_an_epoch():
    run = trainer(lr=0.1)
    run.scheduler = torch.optim.lr_scheduler.StepLR(run.optimizer, step_size=2, gamma=0.1)
    history = run.fit(batches(), batches(), epochs=5)
    assert history["lr"] == pytest.approx([0.1, 0.1, 0.01, 0.01, 0.001])


def test_a_scheduler_may_count_batches():
    run = trainer(lr=0.1, scheduler_step="batch")
    run.scheduler = torch.optim.lr_scheduler.StepLR(run.optimizer, step_size=4, gamma=0.1)
    history = run.fit(batches(), batches(), epochs=2)  # 60 examples in batches of 16: 4 steps
    assert history["lr"] == pytest.approx([0.1, 0.01])


class Noted(torch.optim.lr_scheduler.ReduceLROnPlateau):
    """Keeps what it gets."""

    def step(self, value):
        self.got = [*getattr(self, "got", []), value]
        super().step(value)


@pytest.mark.parametrize(("column", "mode"), [("val_loss", "min"), ("val_accuracy", "max")])
def test_plateau_gets_the_column_it_was_made_for(column, mode):
    run = trainer(monitor=column)
    run.scheduler = Noted(run.optimizer, mode=mode)
    history = run.fit(batches(), batches(shuffle=False), epochs=3)
    assert run.scheduler.got == history[column]


def test_plateau_that_would_get_the_wrong_one_is_refused():
    run = trainer()
    run.scheduler = Noted(run.optimizer, mode="max")
    wrong = "expected mode 'min' for val_loss, got 'max': Noted would take the worst epoch"
    with pytest.raises(ValueError, match=wrong.replace("Noted", "ReduceLROnPlateau")):
        run.fit(batches(), batches(), epochs=1)
    run.scheduler = Noted(run.optimizer)
    with pytest.raises(ValueError, match="ReduceLROnPlateau watches val_loss, got none"):
        run.fit(batches(), epochs=1)
    run.scheduler_step = "batch"
    with pytest.raises(ValueError, match="expected scheduler_step 'epoch' for ReduceLROnPlateau"):
        run.fit(batches(), batches(), epochs=1)
    assert len(run.history) == 0


def test_early_stopping_that_waits_for_a_worse_accuracy_is_refused():
    run = trainer(callbacks=[EarlyStopping(2, monitor="val_accuracy")])
    with pytest.raises(ValueError, match="mode 'max' for val_accuracy, got 'min': EarlyStopping"):
        run.fit(batches(), batches(), epochs=1)


def test_predictions_are_outputs_in_evaluation_mode():
    run = trainer(dropout=0.5)
    x, _ = blobs()
    outputs = run.predict(x, batch_size=7)
    assert outputs.shape == (60, 2)
    assert not outputs.requires_grad
    assert run.model.training  # as before
    run.model.eval()
    torch.testing.assert_close(outputs, run.model(x))


def test_the_model_and_the_batches_move_to_the_device():
    # The meta device stores no numbers, but refuses to mix with the CPU.
    run = trainer(device="meta")
    assert next(run.model.parameters()).device.type == "meta"
    x, y = next(run._moved(batches()))
    assert (x.device.type, y.device.type) == ("meta", "meta")


def test_class_weights_move_to_the_device_too():
    model = nn.Linear(2, 2)
    loss_fn = nn.CrossEntropyLoss(weight=torch.ones(2))
    Trainer(model, loss_fn, torch.optim.SGD(model.parameters()), device="meta")
    assert loss_fn.weight.device.type == "meta"


def test_the_name_of_a_metric_makes_its_column():
    def error_rate(*_):
        return 0.25

    run = trainer(metrics={"errors": error_rate, "numpy": lambda *_: np.float64(0.5)})
    history = run.fit(batches(), batches(), epochs=1)
    assert history["val_errors"] == [0.25]
    assert type(history["val_numpy"][0]) is float


def test_a_loss_that_is_not_finite_ends_training():
    x, y = blobs()
    x[0, 0] = math.nan
    bad = Batches(x, y, batch_size=60)
    with pytest.raises(ValueError, match="expected a finite loss, got nan in epoch 1; lower the"):
        trainer().fit(bad, bad, epochs=3)


def test_a_validation_loss_that_is_not_finite_ends_training_and_stays_in_the_history():
    x, y = blobs()
    x[0, 0] = math.nan
    run = trainer()
    with pytest.raises(
        ValueError, match="expected a finite validation loss, got nan in epoch 1; l"
    ):
        run.fit(batches(), Batches(x, y, batch_size=60), epochs=3)
    assert run.history.columns == ["epoch", "lr", "train_loss", "val_loss", "val_accuracy"]
    assert math.isnan(run.history["val_accuracy"][0])


def test_arguments_out_of_range_are_named():
    with pytest.raises(ValueError, match="expected epochs of at least 1, got 0"):
        trainer().fit(batches(), batches(), epochs=0)
    with pytest.raises(
        ValueError, match=r"expected a tensor \(N, ...\) with N > 0 .*, got \(0, 2\)"
    ):
        trainer().predict(torch.zeros(0, 2))
    with pytest.raises(ValueError, match=r"got \(3, 2\) and \(2, 2\) and 1024"):
        trainer().predict(torch.zeros(3, 2), torch.zeros(2, 2))
