"""The library beside plain PyTorch and scikit-learn: one epoch of Fashion-MNIST, and ratios.

    python benchmarks/library.py [--repeat 5]

One thread, the same network (784-300-100-10), batches of 128 and Adam for all. Each time is the
best of several: what else the machine does can only make it longer.
"""

import argparse
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from tutorial_lib import MLP, Batches, Trainer, load_fashion_mnist, train_epoch
from tutorial_lib.data.fetch import describe, read_file

MEAN, DEVIATION = 0.2860, 0.3530
LOSS = nn.CrossEntropyLoss()
Loader = DataLoader[tuple[Tensor, Tensor]]


def textbook_loader() -> Loader:
    """Fashion-MNIST as textbooks load it: torchvision, transforms of each image, DataLoader."""
    transform = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((MEAN,), (DEVIATION,))]
    )
    with tempfile.TemporaryDirectory() as folder:
        for file in describe("fashion_mnist")["files"]:
            path = Path(folder) / file["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(read_file("fashion_mnist", file["path"]))
        photos = datasets.FashionMNIST(folder, train=True, transform=transform)
    return DataLoader(photos, batch_size=128, shuffle=True)


def fresh() -> tuple[nn.Module, torch.optim.Optimizer]:
    """A new network and its optimizer; the same weights every time."""
    torch.manual_seed(0)
    model = MLP([784, 300, 100, 10])
    return model, torch.optim.Adam(model.parameters())


def textbook_epoch(loader: Loader) -> None:
    """The plain loop, with `.item()` in each step."""
    model, optimizer = fresh()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = LOSS(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()


def trainer_epoch(batches: Batches) -> None:
    model, optimizer = fresh()
    Trainer(model, LOSS, optimizer).train_epoch(batches)


def function_epoch(batches: Batches) -> None:
    model, optimizer = fresh()
    train_epoch(model, batches, LOSS, optimizer)


def hand_epoch(batches: Batches) -> None:
    """The loop that one would write by hand for the same batches."""
    model, optimizer = fresh()
    model.train()
    total, seen = 0.0, 0
    for x, y in batches:
        loss = LOSS(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
        seen += len(x)


def sklearn_epoch(x: np.ndarray, y: np.ndarray) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # one epoch is not meant to converge
        MLPClassifier((300, 100), batch_size=128, max_iter=1, random_state=0).fit(x, y)


def seconds(work: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """The best time of each, measured in turns so that a busy moment hits all alike."""
    best = dict.fromkeys(work, float("inf"))
    for _ in range(repeat):
        for name, run in work.items():
            start = time.perf_counter()
            run()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    torch.set_num_threads(1)

    images, classes = load_fashion_mnist("train")
    loader = textbook_loader()
    x = (images.float() / 255 - MEAN) / DEVIATION  # once, for all epochs
    batches = Batches(x, classes, batch_size=128, shuffle=True, seed=0)
    flat, labels = x.flatten(1).numpy(), classes.numpy()

    loading = seconds(
        {"DataLoader": lambda: list(map(len, loader)), "Batches": lambda: list(map(len, batches))},
        repeat,
    )
    epochs = seconds(
        {
            "textbook loop, DataLoader": lambda: textbook_epoch(loader),
            "Trainer, Batches": lambda: trainer_epoch(batches),
            "scikit-learn MLPClassifier": lambda: sklearn_epoch(flat, labels),
        },
        repeat,
    )
    loops = seconds(
        {
            "loop by hand": lambda: hand_epoch(batches),
            "Trainer": lambda: trainer_epoch(batches),
            "train_epoch": lambda: function_epoch(batches),
        },
        3 * repeat,
    )
    for title, times in [
        ("Fetching the batches of an epoch", loading),
        ("An epoch of training", epochs),
        ("The same batches, overhead", loops),
    ]:
        reference = next(iter(times.values()))
        print(f"\n{title}")
        for name, value in times.items():
            print(f"  {name:<28}{value:8.3f} s   × {reference / value:.3g}")
    print(f"\nTrainer over the loop by hand: {loops['Trainer'] / loops['loop by hand'] - 1:+.1%}")


if __name__ == "__main__":
    main()
