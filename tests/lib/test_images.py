import gzip
import hashlib
import io
import os
import pickle
import struct
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torchvision import datasets as originals

from tutorial_lib.data import fetch
from tutorial_lib.data.idx import read_idx
from tutorial_lib.data.images import (
    cifar_classes,
    fashion_classes,
    load_cifar10,
    load_fashion_mnist,
    load_mnist,
    load_sign_digits,
)

LOCAL = Path(os.environ.get("TUTORIAL_DATA", "")) / "FashionMNIST"
PIXELS = np.random.default_rng(0).integers(0, 256, (5, 28, 28), dtype=np.uint8)
CLASSES = np.array([9, 0, 0, 3, 2], dtype=np.uint8)
IDX = {
    "images-idx3-ubyte": struct.pack(">4i", 0x803, 5, 28, 28) + PIXELS.tobytes(),
    "labels-idx1-ubyte": struct.pack(">2i", 0x801, 5) + CLASSES.tobytes(),
}


@pytest.fixture
def origin(server, monkeypatch):
    """Fashion-MNIST of five images, at an address of this machine."""
    entry = {"url": [server.url], "files": []}
    for part in ("train", "t10k"):
        for kind, content in IDX.items():
            name, packed = f"{part}-{kind}", gzip.compress(content)
            (server.folder / f"{name}.gz").write_bytes(packed)
            entry["files"].append(
                {
                    "path": f"FashionMNIST/raw/{name}",
                    "url": f"{server.url}{name}.gz",
                    "packed": f"md5:{hashlib.md5(packed).hexdigest()}",
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )
    monkeypatch.setattr(fetch, "catalogue", lambda: {"fashion_mnist": entry})
    monkeypatch.setattr("time.sleep", lambda _: None)  # between two tries
    return server


def test_the_images_come_from_their_address_once(origin):
    images, classes = load_fashion_mnist("train")
    assert torch.equal(images, torch.from_numpy(PIXELS))
    assert classes.tolist() == [9, 0, 0, 3, 2]
    assert (images.dtype, classes.dtype) == (torch.uint8, torch.int64)
    assert len(origin.asked) == len(set(origin.asked)) == 2
    assert torch.equal(load_fashion_mnist("train")[0], images)
    assert len(origin.asked) == 2  # the cache has it
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
    assert [p for p in fetch.cache_folder().rglob("*") if p.is_file()] == []


@pytest.mark.usefixtures("origin")
def test_a_download_is_compared_with_the_expected_content():
    fetch.catalogue()["fashion_mnist"]["files"][0]["sha256"] = "0" * 64
    with pytest.raises(
        ValueError, match="is not the file of the course: expected content with sha256 000"
    ):
        load_fashion_mnist("train")


def test_an_address_that_does_not_have_the_file_is_named(origin):
    (origin.folder / "train-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(FileNotFoundError, match=f"{origin.url} did not give it"):
        load_fashion_mnist("train")


@pytest.mark.parametrize(
    ("name", "original"),
    [("mnist", originals.MNIST), ("fashion_mnist", originals.FashionMNIST)],
)
def test_the_addresses_and_digests_are_those_of_torchvision(name, original):
    ours = {(file["url"], file["packed"]) for file in fetch.describe(name)["files"]}
    theirs = {(original.mirrors[0] + file, f"md5:{md5}") for file, md5 in original.resources}
    assert ours == theirs


def test_a_foreign_file_is_the_readers_and_can_be_read_as_it_is(monkeypatch, tmp_path):
    folder = tmp_path / "MNIST" / "raw"
    folder.mkdir(parents=True)
    for kind, content in IDX.items():
        (folder / f"train-{kind}.gz").write_bytes(gzip.compress(content))
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="read_idx reads this one as it is; put the") as error:
        load_mnist("train")
    assert "delete" not in str(error.value)
    assert torch.equal(read_idx(folder / "train-images-idx3-ubyte.gz"), torch.from_numpy(PIXELS))


@pytest.mark.parametrize(
    ("code", "dtype"),
    [(0x08, "u1"), (0x09, "i1"), (0x0B, "i2"), (0x0C, "i4"), (0x0D, "f4"), (0x0E, "f8")],
)
def test_every_type_of_the_idx_format_is_read(tmp_path, code, dtype):
    numbers = np.array([[1, 2, 3], [4, 100, 6]])
    header = struct.pack(">4B2i", 0, 0, code, 2, 2, 3)
    path = tmp_path / "numbers.idx"
    path.write_bytes(header + numbers.astype(f">{dtype}").tobytes())
    found = read_idx(str(path))
    assert found.dtype == torch.from_numpy(np.zeros(1, dtype)).dtype
    assert found.tolist() == numbers.tolist()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected an IDX file, got .*a.idx that begins with b''"),
        (b"\x89PNG\r\n", "expected an IDX file, got .* that begins with b'.x89PNG'"),
        (struct.pack(">4Bi", 0, 0, 8, 1, 3) + b"ab", r"expected 11 bytes for \(3,\) in .*, got 10"),
        (struct.pack(">4Bi", 0, 0, 8, 1, 3) + b"abcd", "expected 11 bytes .*, got 12"),
        (bytes([0, 0, 8, 3, 0]), "expected an IDX file"),
        (gzip.compress(b"abc", mtime=0)[:-4], r"a.idx is damaged \(.*\); bring it again"),
    ],
)
def test_what_is_no_idx_file_is_named(tmp_path, content, message):
    (tmp_path / "a.idx").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_idx(tmp_path / "a.idx")


@pytest.mark.parametrize("load", [load_fashion_mnist, load_mnist, load_cifar10])
def test_another_split_is_an_error(load):
    with pytest.raises(ValueError, match=r"expected split of \['train', 'test'\], got 'val'"):
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


# --- CIFAR-10 and the sign-language digits, as small files of the same layout


@pytest.fixture
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path))
    return tmp_path


def put(monkeypatch, folder, name, path, content):
    """Let a data set consist of one file, which lies in the reader's folder."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    files = [{"path": path, "sha256": hashlib.sha256(content).hexdigest()}]
    monkeypatch.setattr(fetch, "catalogue", lambda: {name: {"url": [], "files": files}})


def tar(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def test_cifar_comes_as_torchvision_reads_it(monkeypatch, own_folder):
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (4, 3, 32, 32), dtype=np.uint8)
    part = pickle.dumps({"data": pixels.reshape(4, -1), "labels": [3, 0, 9, 1]})
    meta = pickle.dumps({"label_names": ["airplane"]})
    listed = [("data_batch_1", hashlib.md5(part).hexdigest())]
    monkeypatch.setattr(originals.CIFAR10, "train_list", listed)
    monkeypatch.setattr(originals.CIFAR10, "test_list", listed)
    monkeypatch.setattr(
        originals.CIFAR10,
        "meta",
        {"filename": "meta", "key": "label_names", "md5": hashlib.md5(meta).hexdigest()},
    )
    members = {"cifar-10-batches-py/data_batch_1": part, "cifar-10-batches-py/meta": meta}
    put(monkeypatch, own_folder, "cifar10", "cifar-10-python.tar.gz", tar(members))
    images, classes = load_cifar10("train")
    assert torch.equal(images, torch.from_numpy(pixels))
    assert classes.tolist() == [3, 0, 9, 1]


def test_sign_digits_are_named_by_their_folder(monkeypatch, own_folder):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for digit, shade in [(7, 200), (0, 10)]:
            photo = io.BytesIO()
            Image.new("RGB", (100, 100), (shade, shade, shade)).save(photo, "JPEG")
            archive.writestr(f"sign_language_digits/{digit}/IMG_1.JPG", photo.getvalue())
    path = "sign_language_digits/sign_language_digits.zip"
    put(monkeypatch, own_folder, "sign_language_digits", path, packed.getvalue())
    images, digits = load_sign_digits()
    assert images.shape == (2, 3, 100, 100)
    assert digits.tolist() == [0, 7]
    assert images.float().mean(dim=(1, 2, 3)).tolist() == pytest.approx([10, 200], abs=1)


def test_cifar_has_ten_names():
    assert cifar_classes()[9] == "camión"
    assert len(set(cifar_classes())) == 10
