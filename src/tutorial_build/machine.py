"""The software and hardware that the numbers of a run can depend on."""

import contextlib
import platform
import sys
from pathlib import Path


def stack() -> dict[str, str]:
    """The software and hardware that numbers can depend on, of the packages imported so far."""
    found = {"python": platform.python_version(), "platform": platform.platform(terse=True)}
    found["cpu"] = _cpu_name() or platform.processor() or platform.machine()
    for name in ("torch", "torchvision", "numpy", "matplotlib", "sklearn"):
        if name in sys.modules:
            found[name] = str(sys.modules[name].__version__)
    if "torch" in sys.modules:
        found["cpu_capability"] = sys.modules["torch"].backends.cpu.get_cpu_capability()
    return found


def _cpu_name() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return ""
