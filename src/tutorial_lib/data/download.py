"""Bringing a file over HTTP: whole or not at all, going on where a broken download stopped."""

from functools import partial
from pathlib import Path
from typing import Any

from tutorial_lib.progress import Progress

RANGE_NOT_SATISFIABLE, PARTIAL_CONTENT = 416, 206  # answers of HTTP
CHUNK_BYTES = 1 << 16


def download(url: str, target: Path, digest: str | None) -> None:
    """Bring the file at an address to `target`; it appears there whole and verified.

    What a broken download has brought stays beside it, with `.part` at its end, and the next one
    asks only for the rest. A server that cannot give a part of a file gives all of it again.

    Args:
        url: An address of HTTP.
        target: The file to make; its folder is made too.
        digest: `sha256:…` or `md5:…` of the file; `None` where it is verified later.

    Raises:
        OSError: If there is no answer, or one without the file.
        ValueError: If the file has another digest; nothing of it is kept.
    """
    import pooch

    pooch.get_logger().setLevel("WARNING")
    source = pooch.create(
        path=target.parent,
        base_url="",
        registry={target.name: digest},
        urls={target.name: url},
        retry_if_failed=1,
    )
    part = target.with_name(target.name + ".part")
    source.fetch(target.name, downloader=partial(_continue, part))


def _continue(part: Path, url: str, output_file: str, _: object) -> None:
    """Download to `output_file`, an empty file that pooch made, beginning with what is in `part`.

    The part is taken away first, so that two programs never write to one file.
    """
    import requests

    whole = Path(output_file)
    if part.is_file():
        part.replace(whole)
    done = whole.stat().st_size
    # Not packed on the way: the bytes of two downloads must fit together.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
    try:
        with requests.get(url, headers=headers, stream=True, timeout=30) as answer:
            if answer.status_code == RANGE_NOT_SATISFIABLE:
                whole.write_bytes(b"")  # what was kept is no part of this file
            answer.raise_for_status()
            _write(answer, whole, done if answer.status_code == PARTIAL_CONTENT else 0, part.stem)
    except BaseException:  # a reader who presses Ctrl-C keeps the part as well
        if whole.stat().st_size > 0:
            whole.replace(part)
        raise


def _write(answer: Any, whole: Path, done: int, label: str) -> None:
    """Write an answer of `requests` to a file, after its first `done` bytes."""
    import requests

    total = done + int(answer.headers.get("Content-Length", 0))
    bar = Progress(label, total)
    with whole.open("r+b") as file:
        file.truncate(done)
        file.seek(done)
        try:
            for chunk in answer.iter_content(CHUNK_BYTES):
                file.write(chunk)
                bar.update(file.tell() - bar.done)
        finally:
            bar.close()
    if whole.stat().st_size < total:
        raise requests.ConnectionError(f"the connection broke after {whole.stat().st_size} bytes")
