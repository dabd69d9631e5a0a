"""`python -m tutorial_lib`: is this machine ready for the course?"""

import os
import sys
from importlib.util import find_spec

from tutorial_lib.autograd import derivative
from tutorial_lib.data.fetch import catalogue, is_present
from tutorial_lib.runtime import pick_device, say, seed_everything, tell, versions


def main() -> int:
    """Print what is installed and whether it works; returns 1 where torch is missing."""
    for name, version in versions().items():
        show(name, version)
    show("memoria libre // free memory", free_memory())
    ready = find_spec("torch") is not None
    if ready:
        test_torch()
    else:
        show("torch", say("no está instalado // not installed"))
        show("", say("instálalo: // install it:") + " python -m pip install torch torchvision")
    # Works without torch: the engine of tutorial_lib.autograd needs nothing but Python.
    slope = derivative(lambda x: x**3, 2)
    show("derivada de x³ en 2 // slope of x³ at 2", f"{slope:g} {mark(slope == 12)}")
    for name in catalogue():
        here = is_present(name)
        show(name, say("está en esta máquina // on this machine") if here else "–")
    return 0 if ready else 1


def test_torch() -> None:
    """Multiply two matrices on the fastest device and draw the same numbers twice."""
    import torch

    device = pick_device()
    ones = torch.ones(2, 2, device=device)
    show("dispositivo // device", str(device))
    total = (ones @ ones).sum().item()
    show("producto de matrices // matrix product", f"{total:g} {mark(total == 8)}")
    drawn = []
    for _ in range(2):
        seed_everything(42)
        drawn.append(torch.rand(3))
    shown = " ".join(f"{number:.4f}" for number in drawn[0])
    show("semilla 42 dos veces // seed 42 twice", f"{shown} {mark(torch.equal(*drawn))}")


def mark(right: bool) -> str:
    """The mark of a check."""
    return "✓" if right else "✗"


def free_memory() -> str:
    """The memory that is free, in GiB; unknown where the system does not say."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows and macOS
        return say("desconocida // unknown")
    return f"{free / 2**30:.1f} GiB"


def show(label: str, value: str) -> None:
    """Print one line of two columns; the label may be an `es // en` pair."""
    tell(f"{say(label):<24}{value}")


if __name__ == "__main__":
    sys.exit(main())
