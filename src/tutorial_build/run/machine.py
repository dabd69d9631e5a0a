"""The software and hardware that the numbers of a run can depend on."""

import os
import platform
import re
import sys
from collections.abc import Mapping
from pathlib import Path

# What changes numbers. The build of the kernel, the name of the processor and the package that
# draws are facts about a run, but the same code gives the same digits under another of them.
STACK = ("python", "torch", "numpy", "libc", "machine", "cpu_capability", "threads")
DRAWING = ("matplotlib", "pillow")  # what changes the bytes of a figure


def machine_facts() -> dict[str, str]:
    """The software and hardware of this process, of the packages imported so far."""
    found = {
        "python": platform.python_version(),
        "system": platform.system(),
        "libc": " ".join(platform.libc_ver()).strip(),
        "machine": platform.machine(),
        "cpu": _cpu_name() or platform.processor() or platform.machine(),
        "threads": os.environ.get("OMP_NUM_THREADS", ""),
    }
    for name in ("torch", "torchvision", "numpy", "matplotlib", "sklearn", "PIL"):
        if name in sys.modules:
            found[name.replace("PIL", "pillow")] = str(sys.modules[name].__version__)
    if "torch" in sys.modules:
        found["cpu_capability"] = sys.modules["torch"].backends.cpu.get_cpu_capability()
        found["threads"] = str(sys.modules["torch"].get_num_threads())
    return {name: value for name, value in found.items() if value}


def same_stack(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two runs should give the same digits: only then is a difference a mistake."""
    return _numeric(one) == _numeric(other)


def other_facts(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """What sets two stacks apart: `torch 2.14 → 2.15`."""
    before, now = _numeric(one), _numeric(other)
    names = [name for name in STACK if before.get(name) != now.get(name)]
    return [f"{name} {before.get(name)} → {now.get(name)}" for name in names]


def drawn_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether two runs should draw the same bytes."""
    return all(one.get(name) == other.get(name) for name in DRAWING)


def _numeric(facts: Mapping[str, str]) -> dict[str, str]:
    kept = {name: facts[name] for name in STACK if name in facts}
    kept["python"] = ".".join(facts.get("python", "").split(".")[:2])
    return kept


def _cpu_name() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text() if cpuinfo.exists() else ""
    found = re.search(r"^model name\s*:(.*)", text, re.M)
    return found[1].strip() if found else ""
