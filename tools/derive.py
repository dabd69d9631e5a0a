"""Files of the course that are made from an original of another form, byte by byte the same.

    python -m tools.derive disco 5ed7c932aaac.zip ~/data

The first argument is a data set of `datasets.toml`, the second its `original`, downloaded from the
address there, the third the folder that `TUTORIAL_DATA` is to name.
"""

import hashlib
import io
import json
import struct
import sys
import zipfile
from pathlib import Path

from tools.derive_texts import cligs, disco
from tutorial_lib.data.fetch import describe

# Where the safetensors file says that it comes from; these words are part of its digest.
_RESNET20_ORIGIN = {
    "format": "pt",
    "source": "akamaster/pytorch_resnet_cifar10@d5489e89 "
    "pretrained_models/resnet20-12fca82f.th (BSD-2-Clause)",
    "note": "prefix 'module.' removed",
}
_EXIF, _ICC, _PHOTOSHOP, _START_OF_SCAN = 0xE1, 0xE2, 0xED, 0xDA  # markers of JPEG segments


def sign_digits(archive: bytes) -> bytes:
    """The sign-language digits as a zip file with one folder per digit.

    Photographs of another size than 100 × 100 pixels are left out, and what cameras and programs
    have noted beside the pixels.

    Args:
        archive: The repository as a zip file, as its host packs it: a folder around everything.
    """
    from PIL import Image

    photos = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        for path in packed.namelist():
            _, _, inside = path.partition("/")  # Dataset/7/IMG_1125.JPG
            if inside.startswith("Dataset/") and inside.endswith(".JPG"):
                photo = packed.read(path)
                if Image.open(io.BytesIO(photo)).size == (100, 100):
                    name = inside.replace("Dataset", "sign_language_digits", 1)
                    photos[name] = _without_notes(photo)
    if not photos:
        raise ValueError("expected an archive with photographs below Dataset, got none")
    derived = io.BytesIO()
    with zipfile.ZipFile(derived, "w") as packed:
        for name in sorted(photos):
            info = zipfile.ZipInfo(name)  # dated 1980, so that the bytes do not depend on the day
            info.create_system, info.external_attr = 3, 0o644 << 16  # as on Unix, everywhere
            packed.writestr(info, photos[name])
    return derived.getvalue()


def resnet20(checkpoint: bytes) -> bytes:
    """The weights of a PyTorch checkpoint of `nn.DataParallel` in the safetensors format.

    Args:
        checkpoint: What `torch.save` made of `{"state_dict": …}`; it is loaded as data only.
    """
    import torch

    saved = torch.load(io.BytesIO(checkpoint), map_location="cpu", weights_only=True)
    weights = {name.removeprefix("module."): t for name, t in sorted(saved["state_dict"].items())}
    header: dict[str, object] = {"__metadata__": _RESNET20_ORIGIN}
    numbers = b""
    for name, tensor in weights.items():
        start = len(numbers)
        numbers += tensor.numpy().astype("<f4").tobytes()
        place = [start, len(numbers)]
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": place}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)  # the numbers begin at a multiple of 8
    return struct.pack("<Q", len(text)) + text + numbers


def _without_notes(photo: bytes) -> bytes:
    """A JPEG without its EXIF, ICC and Photoshop segments; the pixels stay as they are."""
    kept, at = photo[:2], 2
    while photo[at + 1] != _START_OF_SCAN:
        end = at + 2 + int.from_bytes(photo[at + 2 : at + 4], "big")
        if photo[at + 1] not in (_EXIF, _ICC, _PHOTOSHOP):
            kept += photo[at:end]
        at = end
    return kept + photo[at:]


DERIVE = {
    "cligs": cligs,
    "disco": disco,
    "resnet20": resnet20,
    "sign_language_digits": sign_digits,
}


def main(name: str, original: str, folder: str) -> None:
    """Make the file of a data set from its original; it is written only if it is the known one."""
    [file] = describe(name)["files"]
    content = DERIVE[name](Path(original).read_bytes())
    digest = hashlib.sha256(content).hexdigest()
    if digest != file["sha256"]:
        sys.exit(f"expected content with sha256 {file['sha256']}, got {digest}; nothing is written")
    target = Path(folder).expanduser() / file["path"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    print(f"{target}: the file of the course")


if __name__ == "__main__":
    main(*sys.argv[1:])
