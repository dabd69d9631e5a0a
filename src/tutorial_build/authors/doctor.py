"""What this machine has: versions, device, data sets, and how to get what is missing."""

import importlib.metadata
import importlib.util
import platform
import shutil
import subprocess
import sys

from tutorial_build.results.checkout import Checkout
from tutorial_build.run.needs import lacking_data
from tutorial_build.source.course import Course

PACKAGES = ("torch", "torchvision", "numpy", "matplotlib", "scikit-learn", "mkdocs-material")


def machine_facts(checkout: Checkout, course: Course) -> dict[str, str]:
    """Name → what was found, or `missing` and what to do about it."""
    facts: dict[str, str] = {"python": platform.python_version(), "platform": platform.platform()}
    for name in PACKAGES:
        try:
            facts[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            facts[name] = "missing; pip install -e . -c constraints.txt"
    facts["device"] = _device()
    facts["chromium"] = shutil.which("chromium") or "missing; the browser tests will be skipped"
    for name in checkout.library.datasets:
        lack = lacking_data(name, checkout.library)
        facts[f"data {name}"] = f"missing; {lack.remedy}" if lack else "found"
    facts["tutorials"] = f"{len(course.tutorials)} read, {len(course.errors)} wrong"
    return facts


def _device() -> str:
    if importlib.util.find_spec("torch") is None:
        return "no torch"
    ask = "import torch; a = torch.accelerator; print(a.current_accelerator() or 'cpu')"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "torch cannot be imported"
