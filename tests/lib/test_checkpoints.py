import pickle
import random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from tutorial_lib.checkpoints import Checkpoint, load_checkpoint, save_checkpoint
from tutorial_lib.data import Batches
from tutorial_lib.early_stopping import EarlyStopping
from tutorial_lib.models import MLP
from tutorial_lib.training import Trainer


def batches():
    x = torch.randn(60, 2, generator=torch.Generator().manual_seed(0))
    return Batches(x, (x[:, 0] > 0).long(), batch_size=16, shuffle=True)


def trainer(widths=(2, 8, 2), *, scheduler=True, seed=0, **options):
    torch.manual_seed(seed)
    model = MLP(widths, dropout=0.3, batch_norm=True)  # dropout draws random numbers
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    if scheduler:
        options["scheduler"] = torch.optim.lr_scheduler.StepLR(optimizer, 2)
    return Trainer(model, nn.CrossEntropyLoss(), optimizer, **options)


def state(run):
    return {name: value.clone() for name, value in run.model.state_dict().items()}


def same(a, b):
    return a.keys() == b.keys() and all(torch.equal(a[k], b[k]) for k in a)


@given(before=st.integers(1, 3), after=st.integers(1, 3))
def test_resumed_training_is_bit_by_bit_the_training_at_once(tmp_path_factory, before, after):
    path = tmp_path_factory.mktemp("run") / "run.pt"
    first = trainer()
    first.fit(batches(), batches(), epochs=before)
    save_checkpoint(path, first)
    first.fit(batches(), batches(), epochs=after)

    resumed = trainer(seed=99)
    random.seed(5), np.random.seed(5), torch.manual_seed(5)
    load_checkpoint(path, resumed)
    resumed.fit(batches(), batches(), epochs=after)
    assert resumed.history.rows == first.history.rows
    assert same(state(resumed), state(first))


def test_a_shuffling_dataloader_resumes_bit_by_bit_too(tmp_path):
    data = TensorDataset(*(torch.cat(parts) for parts in zip(*batches(), strict=True)))
    loader = DataLoader(data, batch_size=16, shuffle=True)  # its order: torch's own generator
    first, resumed = trainer(), trainer(seed=99)
    first.fit(loader, batches(), epochs=2)
    save_checkpoint(tmp_path / "run.pt", first)
    first.fit(loader, batches(), epochs=2)
    load_checkpoint(tmp_path / "run.pt", resumed)
    resumed.fit(loader, batches(), epochs=2)
    assert resumed.history.rows == first.history.rows
    assert same(state(resumed), state(first))


class BrokenOffError(Exception):
    pass


def interrupt(_, row):
    if row["epoch"] == interrupt.at:
        raise BrokenOffError


def training(stopper, callbacks, *, resume=None, epochs=12):
    """A training that gets worse after a while; returns what it leaves."""
    run = trainer(seed=99 if resume else 0, callbacks=callbacks)
    if resume:
        load_checkpoint(resume, run, stopper)
    run.fit(batches(), batches(), epochs=epochs - len(run.history), early_stopping=stopper)
    return run


@pytest.mark.parametrize("at", [1, 3, 5, 6])
def test_early_stopping_resumes_bit_by_bit_too(tmp_path, monkeypatch, at):
    # Only epoch 2 is an improvement of more than 0.05; four smaller ones follow.
    def new_stopper():
        return EarlyStopping(patience=4, min_delta=0.05)

    once = new_stopper()
    first = training(once, [])
    assert (once.best_epoch, len(first.history)) == (2, 6)  # it stops in the middle

    path = tmp_path / "run.pt"
    monkeypatch.setattr(interrupt, "at", at, raising=False)
    with pytest.raises(BrokenOffError):
        training(new_stopper(), [Checkpoint(path), interrupt])
    again = new_stopper()
    resumed = training(again, [], resume=path)
    assert resumed.history.rows == first.history.rows
    assert same(state(resumed), state(first))
    assert (again.best, again.best_epoch, again.bad_epochs) == (once.best, 2, 4)


def test_saved_early_stopping_must_be_handed_over(tmp_path):
    path = tmp_path / "run.pt"
    run = trainer(callbacks=[Checkpoint(path)])
    run.fit(batches(), batches(), epochs=2, early_stopping=EarlyStopping(3))
    refused(path, trainer(), r"a trainer with early stopping \(the third argument of load_check")


def test_the_random_generators_come_back(tmp_path):
    def draw():
        return random.random(), np.random.rand(), torch.rand(1).item()

    run = trainer()
    save_checkpoint(tmp_path / "run.pt", run)
    drawn = draw()
    load_checkpoint(tmp_path / "run.pt", run)
    assert draw() == drawn


def test_the_callback_saves_every_so_many_epochs(tmp_path):
    checkpoint = Checkpoint(tmp_path / "run.pt", every=2)
    run = trainer(callbacks=[checkpoint])
    run.fit(batches(), batches(), epochs=1)
    assert not checkpoint.path.exists()
    run.fit(batches(), batches(), epochs=2)
    resumed = trainer()
    load_checkpoint(checkpoint.path, resumed)
    assert resumed.history["epoch"] == [1, 2]
    assert [p.name for p in tmp_path.iterdir()] == ["run.pt"]


def test_the_file_loads_with_weights_only(tmp_path):
    run = trainer(metric=lambda *_: np.float64(0.5))  # a NumPy number would be refused
    run.fit(batches(), batches(), epochs=1)
    save_checkpoint(tmp_path / "run.pt", run)
    content = torch.load(tmp_path / "run.pt", weights_only=True)
    assert content["history"][0]["epoch"] == 1


def test_what_cannot_be_loaded_does_not_replace_what_can(tmp_path):
    run = trainer()
    save_checkpoint(tmp_path / "run.pt", run)
    before = (tmp_path / "run.pt").read_bytes()
    run.history.rows.append({"epoch": np.float64(1)})
    with pytest.raises(ValueError, match="holds more than tensors, numbers"):
        save_checkpoint(tmp_path / "run.pt", run)
    assert (tmp_path / "run.pt").read_bytes() == before


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path, monkeypatch):
    run = trainer()
    save_checkpoint(tmp_path / "run.pt", run)
    before = (tmp_path / "run.pt").read_bytes()

    def full(_, path):
        path.write_bytes(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(OSError, match="no space left"):
        save_checkpoint(tmp_path / "run.pt", run)
    assert (tmp_path / "run.pt").read_bytes() == before


class Unsafe:
    def __reduce__(self):
        return (print, ("this code ran",))


def refused(path, run, message):
    """Loading fails with a message that names the file, and changes nothing."""
    content, weights, rows = path.read_bytes(), state(run), list(run.history.rows)
    with pytest.raises(ValueError, match=message) as error:
        load_checkpoint(path, run)
    assert str(path) in str(error.value)
    assert path.read_bytes() == content
    assert same(state(run), weights)
    assert run.history.rows == rows


@pytest.fixture
def path(tmp_path):
    """A good checkpoint of two epochs."""
    run = trainer()
    run.fit(batches(), batches(), epochs=2)
    save_checkpoint(tmp_path / "run.pt", run)
    return tmp_path / "run.pt"


def test_another_model_is_named_with_its_shapes(path):
    run = trainer(widths=(2, 5, 2))
    named = r"other model: it has layers.0.weight \(8, 2\) float32, .*has layers.0.weight \(5, 2"
    refused(path, run, named)
    run = trainer(widths=(2, 2))
    refused(path, run, "belongs to another model")
    run = trainer()
    run.model.double()
    refused(path, run, r"where this model has layers.0.weight \(8, 2\) float64")


def test_another_optimizer_or_scheduler_is_named(path):
    refused(path, trainer(scheduler=False), "expected a trainer with a scheduler, got one without")
    run = trainer()
    run.optimizer.add_param_group({"params": [torch.zeros(1, requires_grad=True)]})
    refused(path, run, "belongs to another optimizer")
    run = trainer()
    run.optimizer = torch.optim.SGD(run.model.parameters(), lr=0.1)
    refused(path, run, "another optimizer: this one has no amsgrad, betas, .*eps, initial_lr")
    run = trainer()
    run.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(run.optimizer, 5)
    refused(path, run, "another scheduler: this one has no gamma, step_size")
    stopper = EarlyStopping(3)
    with pytest.raises(ValueError, match=r"trainer without early stopping .*, got one with"):
        load_checkpoint(path, trainer(), stopper)


@pytest.mark.parametrize("keep", [0, 10, 0.5, 0.99])
def test_a_damaged_file_is_named(path, keep):
    content = path.read_bytes()
    path.write_bytes(content[: int(keep if keep > 1 else keep * len(content))])
    refused(path, trainer(), "is damaged or no checkpoint; use an older one|is damaged or holds")


def test_an_unsafe_pickle_is_refused_and_not_run(tmp_path, capsys):
    for number, save in enumerate(
        [torch.save, lambda o, p: p.write_bytes(pickle.dumps(o, protocol=2))]
    ):
        path = tmp_path / f"unsafe{number}.pt"
        save({"model": Unsafe()}, path)
        refused(path, trainer(), "holds more than tensors, numbers and text, and was not loaded")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [{"model": {}}, [1, 2]])
def test_another_file_is_named(tmp_path, content):
    torch.save(content, tmp_path / "other.pt")
    refused(
        tmp_path / "other.pt",
        trainer(),
        "expected a checkpoint with .'early_stopping', 'history', 'model', ",
    )


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "none.pt", trainer())


def test_every_must_be_positive(tmp_path):
    with pytest.raises(ValueError, match="expected every of at least 1, got 0"):
        Checkpoint(tmp_path / "run.pt", every=0)
