import math

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from tutorial_lib.data.batches import Batches
from tutorial_lib.early_stopping import EarlyStopping
from tutorial_lib.models import MLP
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
    assert evaluate(model, data, loss_fn, lambda *_: 0.0)[0] == pytest.approx(1.8)


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

    assert evaluate(model, batches(shuffle=False), CE, spread)[1] == pytest.approx(
        model(x).std().item(), rel=1e-5
    )


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
    last = torch.optim.SGD(model.parameters()) if pass_ is train_epoch else lambda *_: 0.0
    with pytest.raises(ValueError, match="expected at least one batch, got none"):
        pass_(model, [], CE, last)


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
        assert (row["val_loss"], row["val_accuracy"]) == evaluate(
            hand.model, batches(shuffle=False), CE
        )
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
    run = trainer(lr=0.5)
    stopper = EarlyStopping(patience=2, mode="max", monitor="val_accuracy")
    val = batches(shuffle=False)
    history = run.fit(batches(), val, epochs=50, early_stopping=stopper)
    assert len(history) == stopper.best_epoch + 2 < 50
    assert run.evaluate(val)[0] == pytest.approx(history["val_loss"][stopper.best_epoch - 1])


def test_a_column_to_watch_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no column 'val_f1' in the history; it has"):
        trainer().fit(
            batches(), batches(), epochs=1, early_stopping=EarlyStopping(1, monitor="val_f1")
        )


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


def test_plateau_gets_the_validation_loss():
    run = trainer(lr=0.0)  # nothing changes, so nothing improves
    run.scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(run.optimizer, patience=1)
    run.optimizer.param_groups[0]["lr"] = 1e-9
    run.scheduler.min_lrs = [0.0]
    run.scheduler.eps = 0.0
    history = run.fit(batches(), batches(shuffle=False), epochs=4)
    assert history["lr"] == pytest.approx([1e-9, 1e-9, 1e-9, 1e-10])


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


def test_the_metric_names_its_column():
    def error_rate(*_):
        return 0.25

    assert trainer(metric=error_rate).fit(batches(), batches(), epochs=1)["val_error_rate"] == [
        0.25
    ]


def test_a_loss_that_is_not_finite_ends_training():
    x, y = blobs()
    x[0, 0] = math.nan
    bad = Batches(x, y, batch_size=60)
    with pytest.raises(ValueError, match="expected a finite loss, got nan in epoch 1; lower the"):
        trainer().fit(bad, bad, epochs=3)


def test_arguments_out_of_range_are_named():
    with pytest.raises(ValueError, match="expected epochs of at least 1, got 0"):
        trainer().fit(batches(), batches(), epochs=0)
    with pytest.raises(
        ValueError, match=r"expected a tensor \(N, ...\) with N > 0 .*, got \(0, 2\)"
    ):
        trainer().predict(torch.zeros(0, 2))
