import gc
import gzip
import hashlib
import os
import struct
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import torch
from torchvision import datasets as originals

from tutorial_lib.data import fetch
from tutorial_lib.data.images import fashion_classes, load_fashion_mnist, load_mnist

LOCAL = Path(os.environ.get("TUTORIAL_DATA", "")) / "FashionMNIST"
PIXELS = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
CLASSES = np.array([9, 0, 0, 3, 2], dtype=np.uint8)
IDX = {
    "images-idx3-ubyte": struct.pack(">4i", 0x803, 5, 28, 28) + PIXELS.tobytes(),
    "labels-idx1-ubyte": struct.pack(">2i", 0x801, 5) + CLASSES.tobytes(),
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        self.server.asked.append(self.path)


@pytest.fixture
def server(tmp_path):
    """An address on this machine that serves the files of a folder."""
    folder = tmp_path / "origin"
    folder.mkdir()
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    httpd.asked, httpd.folder = [], folder
    httpd.url = f"http://127.0.0.1:{httpd.server_port}/"
    thread = Thread(target=httpd.serve_forever, args=(0.02,))
    thread.start()
    yield httpd
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture
def origin(server, monkeypatch):
    """Fashion-MNIST of five images, at the address where torchvision looks for it."""
    entry, resources = {"url": [server.url], "torchvision": "FashionMNIST", "files": []}, []
    for part in ("train", "t10k"):
        for kind, content in IDX.items():
            name, packed = f"{part}-{kind}", gzip.compress(content)
            (server.folder / f"{name}.gz").write_bytes(packed)
            resources.append((f"{name}.gz", hashlib.md5(packed).hexdigest()))
            sha256 = hashlib.sha256(content).hexdigest()
            entry["files"].append({"path": f"FashionMNIST/raw/{name}", "sha256": sha256})
    monkeypatch.setattr(originals.FashionMNIST, "mirrors", [server.url])
    monkeypatch.setattr(originals.FashionMNIST, "resources", resources)
    monkeypatch.setattr(fetch, "catalogue", lambda: {"fashion_mnist": entry})
    return server


def test_the_images_come_from_their_address_once(origin):
    images, classes = load_fashion_mnist("train")
    assert torch.equal(images, torch.from_numpy(PIXELS))
    assert classes.tolist() == [9, 0, 0, 3, 2]
    assert (images.dtype, classes.dtype) == (torch.uint8, torch.int64)
    assert len(set(origin.asked)) == 4
    origin.asked.clear()
    assert torch.equal(load_fashion_mnist("test")[0], images)
    assert origin.asked == []  # the cache has it
    assert {p.name for p in fetch.cache_folder().iterdir()} == {"FashionMNIST"}  # nothing half


def test_the_readers_files_are_used_before_the_address(origin, monkeypatch, tmp_path):
    folder = tmp_path / "own" / "FashionMNIST" / "raw"
    folder.mkdir(parents=True)
    for path in origin.folder.iterdir():
        path.rename(folder / path.name)
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path / "own"))
    assert len(load_fashion_mnist("test")[0]) == 5
    assert origin.asked == []


def test_a_damaged_download_leaves_nothing_in_the_cache(origin):
    path = origin.folder / "train-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(FileNotFoundError, match=r"no file FashionMNIST/raw/train-images") as error:
        load_fashion_mnist("train")
    assert origin.url in str(error.value)
    assert "TUTORIAL_DATA" in str(error.value)
    assert list(fetch.cache_folder().rglob("*")) == []


@pytest.mark.usefixtures("origin")
def test_a_download_is_compared_with_the_expected_content():
    fetch.catalogue()["fashion_mnist"]["files"][0]["sha256"] = "0" * 64
    with pytest.raises(ValueError, match="is not the original: expected content with sha256 000"):
        load_fashion_mnist("train")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_address_that_does_not_have_the_file_is_named(origin):
    (origin.folder / "train-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(FileNotFoundError, match=f"{origin.url} did not give it"):
        load_fashion_mnist("train")
    gc.collect()  # torchvision leaves the refused connection to the garbage collector


@pytest.mark.parametrize("load", [load_fashion_mnist, load_mnist])
def test_another_split_is_an_error(load):
    with pytest.raises(ValueError, match="expected split 'train' or 'test', got 'val'"):
        load("val")


def test_the_classes_have_names_in_both_languages(monkeypatch):
    assert fashion_classes()[6] == "camisa"
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert fashion_classes()[6] == "shirt"
    assert len(set(fashion_classes())) == 10


@pytest.mark.skipif(not LOCAL.is_dir(), reason="Fashion-MNIST is not in TUTORIAL_DATA")
@pytest.mark.parametrize(("load", "mean"), [(load_fashion_mnist, 0.2860), (load_mnist, 0.1307)])
def test_the_real_files_are_the_published_ones(load, mean, monkeypatch):
    monkeypatch.setenv("TUTORIAL_DATA", str(LOCAL.parent))
    images, classes = load("train")
    assert images.shape == (60_000, 28, 28)
    assert images.float().mean().item() / 255 == pytest.approx(mean, abs=5e-4)
    assert classes.bincount().min() >= 5_000
    assert len(load("test")[0]) == 10_000
