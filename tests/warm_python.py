"""A Python that has imported PyTorch already: runs scripts, each in a process of its own.

Reads lines `["script.py", "output.txt", {"NAME": "value"}]` and answers each with an exit code.
"""

import json
import multiprocessing
import os
import runpy
import sys
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

HEAVY = ["matplotlib.pyplot", "sklearn.linear_model", "torch", "torchvision"]


def run(script: str, output: str, settings: dict[str, str]) -> None:
    os.environ.update(settings)
    os.chdir(Path(script).parent)
    with (
        Path(output).open("w", encoding="utf-8") as out,
        redirect_stdout(out),
        redirect_stderr(out),
    ):
        try:
            runpy.run_path(script, run_name="__main__")
        except Exception:
            traceback.print_exc()
            sys.exit(1)


def main() -> None:
    method = "forkserver" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(HEAVY)
    for line in sys.stdin:
        process = context.Process(target=run, args=json.loads(line))
        process.start()
        process.join()
        print(process.exitcode, flush=True)


if __name__ == "__main__":
    main()
