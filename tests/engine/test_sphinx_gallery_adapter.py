"""The contract with sphinx-gallery: the two pieces of it that the engine uses."""

from PIL import Image

from tutorial_build.indexes.sphinx_gallery_adapter import thumbnail, used_names


def test_names_are_found_with_their_full_address():
    code = (
        "import numpy as np\nimport torch\nfrom torch import nn, optim\n"
        "import torch.nn.functional as F\n"
        "x = torch.zeros(2)\nmodel = nn.Linear(2, 1)\nF.relu(model(x))\n"
        "optim.SGD(model.parameters(), lr=0.1)\nnp.mean([1])\n"
    )
    assert {
        "torch.zeros",
        "torch.nn.Linear",
        "torch.nn.functional.relu",
        "torch.optim.SGD",
        "numpy.mean",
    } <= used_names(code)


def test_a_name_that_is_imported_and_not_used_is_not_found():
    assert "torch.nn.Embedding" not in used_names("from torch.nn import Embedding\nx = 1\n")


def test_a_thumbnail_fits_its_canvas(tmp_path):
    source, target = tmp_path / "a.png", tmp_path / "below" / "b.png"
    Image.new("RGB", (640, 200), "navy").save(source)
    thumbnail(source, target, 320, 240)
    with Image.open(target) as image:
        assert image.size == (320, 240)
        assert image.convert("RGB").getpixel((160, 120)) == (0, 0, 128)
