import pickle
import random

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, RandomSampler, Subset, TensorDataset

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


class BreakOff(Checkpoint):
    """Saves, and stops the program after one of the epochs."""

    def __call__(self, trainer, row):
        super().__call__(trainer, row)
        if row["epoch"] == self.at:
            raise BrokenOffError


def training(stopper, callbacks, *, resume=None, epochs=12):
    """A training that gets worse after a while; returns what it leaves."""
    run = trainer(seed=99 if resume else 0, callbacks=[*callbacks, stopper])
    if resume:
        load_checkpoint(resume, run)
    run.fit(batches(), batches(), epochs=epochs - len(run.history))
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
    monkeypatch.setattr(BreakOff, "at", at, raising=False)
    with pytest.raises(BrokenOffError):
        training(new_stopper(), [BreakOff(path)])
    again = new_stopper()
    resumed = training(again, [], resume=path)
    assert resumed.history.rows == first.history.rows
    assert same(state(resumed), state(first))
    assert (again.best, again.best_epoch, again.bad_epochs) == (once.best, 2, 4)


def test_callbacks_must_be_those_that_were_saved(tmp_path):
    path = tmp_path / "run.pt"
    run = trainer(callbacks=[Checkpoint(path), EarlyStopping(3)])
    run.fit(batches(), batches(), epochs=2)
    message = r"expected a trainer with a scheduler and EarlyStopping, got one with a scheduler$"
    refused(path, trainer(), message)
    load_checkpoint(path, trainer(callbacks=[EarlyStopping(3), Checkpoint(path)]))


@pytest.mark.parametrize("where", ["loader", "sampler", "data set", "part of a data set"])
def test_generators_of_a_loader_resume_bit_by_bit_too(tmp_path, where):
    # PyTorch's page on reproducibility hands DataLoader a generator of its own.
    data = TensorDataset(*(torch.cat(parts) for parts in zip(*batches(), strict=True)))

    class Noisy(TensorDataset):
        def __getitem__(self, row):
            x, y = super().__getitem__(row)
            return x + torch.randn(2, generator=self.luck), y

    def loader():
        own = torch.Generator().manual_seed(1)
        if where == "sampler":
            return DataLoader(data, batch_size=16, sampler=RandomSampler(data, generator=own))
        if where == "loader":
            return DataLoader(data, batch_size=16, shuffle=True, generator=own)
        noisy = Noisy(*data.tensors)
        noisy.luck = own
        joined = ConcatDataset([Subset(noisy, range(20)), Subset(noisy, range(20, 40))])
        return DataLoader(joined if where == "part of a data set" else noisy, batch_size=16)

    first, resumed, train = trainer(), trainer(seed=99), loader()
    first.fit(train, batches(), epochs=2)
    save_checkpoint(tmp_path / "run.pt", first)
    first.fit(train, batches(), epochs=2)
    load_checkpoint(tmp_path / "run.pt", resumed)
    resumed.fit(loader(), batches(), epochs=2)
    assert resumed.history.rows == first.history.rows
    assert same(state(resumed), state(first))
    resumed = trainer()
    load_checkpoint(tmp_path / "run.pt", resumed)
    with pytest.raises(ValueError, match=r"expected loaders with 1 random generators, .* got 0; m"):
        resumed.fit(batches(), batches(), epochs=1)


def test_batches_inside_a_readers_own_loader_keep_their_orders(tmp_path):
    class Own:
        def __init__(self):
            self.inner = batches()

        def __iter__(self):
            return iter(self.inner)

    first, resumed, train = trainer(), trainer(seed=99), Own()
    first.fit(train, batches(), epochs=2)
    save_checkpoint(tmp_path / "run.pt", first)
    first.fit(train, batches(), epochs=2)
    load_checkpoint(tmp_path / "run.pt", resumed)
    resumed.fit(Own(), batches(), epochs=2)
    assert same(state(resumed), state(first))


@pytest.mark.parametrize("luck", [np.random.default_rng(0), random.Random(0)])
def test_a_generator_that_cannot_be_restored_is_named(tmp_path, luck):
    data = TensorDataset(*(torch.cat(parts) for parts in zip(*batches(), strict=True)))
    data.luck = luck
    run = trainer(scheduler=False)
    run.fit(DataLoader(Subset(data, range(20)), batch_size=16), epochs=1)
    with pytest.warns(UserWarning, match="does not hold the random generator 'luck' of TensorData"):
        save_checkpoint(tmp_path / "run.pt", run)


class FakeDevice:
    """The random numbers of an accelerator that this machine may not have."""

    state = torch.tensor([1], dtype=torch.uint8)

    def get_rng_state(self, _):
        return self.state

    def set_rng_state(self, state, _):
        self.state = state


def test_the_random_state_of_the_accelerator_comes_back_or_is_missed(tmp_path, monkeypatch):
    fake = FakeDevice()
    monkeypatch.setattr(torch, "get_device_module", lambda _: fake)
    run, elsewhere = trainer(), trainer()
    run.device = torch.device("cuda")  # its weights stay on the CPU
    save_checkpoint(tmp_path / "run.pt", run)
    fake.state = torch.tensor([2], dtype=torch.uint8)
    load_checkpoint(tmp_path / "run.pt", run)
    assert fake.state.tolist() == [1]
    with pytest.warns(UserWarning, match="the training was on cuda and goes on on cpu, where rand"):
        load_checkpoint(tmp_path / "run.pt", elsewhere)


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
    def note(_, row):  # a NumPy number would be refused
        row |= {"norm": np.float64(0.5), "count": np.int64(3), "tensor": torch.tensor(1.5)}

    run = trainer(metrics={"half": lambda *_: np.float32(0.5)}, callbacks=[note])
    run.fit(batches(), batches(), epochs=1)
    save_checkpoint(tmp_path / "run.pt", run)
    content = torch.load(tmp_path / "run.pt", weights_only=True)
    assert content["history"] == list(run.history)
    assert content["history"][0] | {"norm": 0.5, "count": 3, "tensor": 1.5} == content["history"][0]


def test_what_cannot_be_loaded_does_not_replace_what_can(tmp_path):
    run = trainer()
    save_checkpoint(tmp_path / "run.pt", run)
    before = (tmp_path / "run.pt").read_bytes()
    run.history.rows.append({"epoch": Unsafe()})
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
    refused(path, trainer(scheduler=False), "trainer with a scheduler, got one with neither sched")
    run = trainer()
    run.optimizer.add_param_group({"params": [torch.zeros(1, requires_grad=True)]})
    refused(path, run, "belongs to another optimizer")
    run = trainer()
    run.optimizer = torch.optim.SGD(run.model.parameters(), lr=0.1)
    refused(path, run, "another optimizer: this one has no amsgrad, betas, .*eps, initial_lr")
    run = trainer()
    run.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(run.optimizer, 5)
    refused(path, run, "another scheduler: this one has no gamma, step_size")
    run = trainer(callbacks=[EarlyStopping(3)])
    refused(path, run, "with a scheduler, got one with a scheduler and EarlyStopping")


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
        "expected a checkpoint with .'callbacks', 'generators', 'history', 'model', ",
    )


def test_a_missing_file_is_a_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_checkpoint(tmp_path / "none.pt", trainer())


def test_every_must_be_positive(tmp_path):
    with pytest.raises(ValueError, match="expected every of at least 1, got 0"):
        Checkpoint(tmp_path / "run.pt", every=0)
