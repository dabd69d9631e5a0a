"""Bringing a file over HTTP: it appears whole and verified or not at all."""

import time
from pathlib import Path

from tutorial_lib.progress import Progress

LIMIT_SECONDS = 3600.0  # for one file; the largest has 170 MB
SILENCE_SECONDS = 30.0


class _Limited(Progress):
    """A progress bar that ends a download which takes too long in all."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.deadline = time.monotonic() + LIMIT_SECONDS

    def update(self, n: int = 1) -> None:
        super().update(n)
        if time.monotonic() > self.deadline:
            raise TimeoutError(f"the download was not over after {LIMIT_SECONDS:g} seconds")


def download(url: str, target: Path, digest: str) -> None:
    """Bring the file at an address to `target`; its `digest` is `sha256:…` or `md5:…`.

    A connection that breaks is tried once more, from the beginning: what came is not kept.

    Raises:
        OSError: If there is no answer, none with the file, or none in time.
        ValueError: If the file has another digest.
    """
    import pooch

    target.parent.mkdir(parents=True, exist_ok=True)
    pooch.get_logger().setLevel("WARNING")
    source = pooch.create(
        path=target.parent,
        base_url="",
        registry={target.name: digest},
        urls={target.name: url},
        retry_if_failed=1,
    )
    bar = _Limited(target.name)
    bring = pooch.HTTPDownloader(progressbar=bar, timeout=SILENCE_SECONDS)
    try:
        source.fetch(target.name, downloader=bring)
    finally:
        bar.close()
