import hashlib
import io
import os
import random
import zipfile
from pathlib import Path

import pytest
import torch
from archives import archive
from PIL import Image
from safetensors.torch import load

from tools import derive
from tools.derive import resnet20, sign_digits
from tutorial_lib.data.fetch import catalogue, describe
from tutorial_lib.data.images import load_sign_digits

LOCAL = Path(os.environ.get("TUTORIAL_DATA", ""))
needs_data = pytest.mark.skipif(
    not (LOCAL / "resnet20_cifar10").is_dir(), reason="the data are not in TUTORIAL_DATA"
)


def jpeg(shade, size=100):
    photo = io.BytesIO()
    Image.new("RGB", (size, size), (shade, shade, shade)).save(photo, "JPEG")
    return photo.getvalue()


def noted(photo):
    """The photograph with the notes of a camera and of two programs, and a trap in one."""
    notes = [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0\xff\xda"),
        (0xED, b"Photoshop 3.0\0"),
        (0xE2, b"ICC_PROFILE\0\1\1colours"),
    ]
    segments = [bytes([0xFF, m]) + (len(t) + 2).to_bytes(2, "big") + t for m, t in notes]
    return photo[:20] + b"".join(segments) + photo[20:]  # after the start and APP0


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


FILES = {
    "README.md": b"digits",
    "Examples/example_0.JPG": jpeg(1),
    "Dataset/7/IMG_2.JPG": noted(jpeg(200)),
    "Dataset/0/IMG_1.JPG": noted(jpeg(10)),
    "Dataset/0/IMG_9.JPG": jpeg(10, size=120),  # of another size
}


def test_sign_digits_keep_the_photographs_without_their_notes():
    assert members(sign_digits(archive(FILES))) == {
        "sign_language_digits/0/IMG_1.JPG": jpeg(10),
        "sign_language_digits/7/IMG_2.JPG": jpeg(200),
    }


def test_sign_digits_do_not_depend_on_the_order_of_the_archive():
    turned = dict(reversed(FILES.items()))
    assert sign_digits(archive(FILES)) == sign_digits(archive(turned))


def test_an_archive_without_photographs_is_named():
    with pytest.raises(ValueError, match="expected an archive with photographs below Dataset"):
        sign_digits(archive({"README.md": b"digits"}))


def known(monkeypatch, content):
    """Let the course know this content as the sign-language digits."""
    entry = describe("sign_language_digits")
    file = entry["files"][0] | {"sha256": hashlib.sha256(content).hexdigest()}
    monkeypatch.setattr(derive, "describe", lambda _: entry | {"files": [file]})
    monkeypatch.setitem(catalogue(), "sign_language_digits", entry | {"files": [file]})


def test_the_command_makes_the_file_where_the_loader_looks(monkeypatch, tmp_path, capsys):
    known(monkeypatch, sign_digits(archive(FILES)))
    (tmp_path / "master.zip").write_bytes(archive(FILES))
    derive.main("sign_language_digits", str(tmp_path / "master.zip"), str(tmp_path / "data"))
    assert "sign_language_digits.zip: the file of the course" in capsys.readouterr().out
    monkeypatch.setenv("TUTORIAL_DATA", str(tmp_path / "data"))
    images, digits = load_sign_digits()
    assert digits.tolist() == [0, 7]
    assert images.float().mean(dim=(1, 2, 3)).tolist() == pytest.approx([10, 200], abs=1)


def test_another_original_makes_no_file(monkeypatch, tmp_path):
    known(monkeypatch, b"the right content")
    (tmp_path / "master.zip").write_bytes(archive(FILES))
    with pytest.raises(SystemExit, match=r"expected content with sha256 .*; nothing is written"):
        derive.main("sign_language_digits", str(tmp_path / "master.zip"), str(tmp_path / "data"))
    assert not (tmp_path / "data").exists()


def test_every_file_that_has_an_original_has_its_recipe():
    originals = {name for name, e in catalogue().items() for f in e["files"] if "original" in f}
    assert originals == set(derive.DERIVE)


def checkpoint(weights, **options):
    saved = io.BytesIO()
    names = random.Random(0).sample(sorted(weights), len(weights))
    state = {f"module.{name}": weights[name] for name in names}
    torch.save({"state_dict": state, "best_prec1": torch.tensor(91.7)}, saved, **options)
    return saved.getvalue()


@pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])
def test_resnet20_keeps_the_weights_under_shorter_names(new):
    weights = {"b.weight": torch.randn(3, 2), "a.bias": torch.randn(5), "c": torch.tensor(2.0)}
    content = resnet20(checkpoint(weights, _use_new_zipfile_serialization=new))
    found = load(content)
    assert found.keys() == weights.keys()
    assert all(torch.equal(found[name], weights[name]) for name in weights)
    assert int.from_bytes(content[:8], "little") % 8 == 0


@needs_data
def test_the_course_files_are_what_their_originals_make():
    # Back to the form of the originals, and forth again: byte by byte the files of the course.
    [file] = describe("sign_language_digits")["files"]
    photos = members((LOCAL / file["path"]).read_bytes())
    photos = {
        name.replace("sign_language_digits", "Dataset"): noted(p) for name, p in photos.items()
    }
    assert hashlib.sha256(sign_digits(archive(photos))).hexdigest() == file["sha256"]

    [file] = describe("resnet20")["files"]
    weights = load((LOCAL / file["path"]).read_bytes())
    assert hashlib.sha256(resnet20(checkpoint(weights))).hexdigest() == file["sha256"]
