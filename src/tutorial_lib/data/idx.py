"""The IDX format, in which MNIST and its relatives come."""

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tutorial_lib.data.fetch import unpack

if TYPE_CHECKING:
    from torch import Tensor

_DTYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read_idx(file: str | Path | bytes) -> "Tensor":
    """The numbers of an IDX file, packed with gzip or not.

    Args:
        file: Its path, such as `emnist-letters-train-images-idx3-ubyte.gz`, or its content.

    Returns:
        A tensor of the shape and type that the file itself names: `(N, H, W)` for images and
        `(N,)` for classes, mostly uint8; or int8, int16, int32, float32, float64.

    Source:
        LeCun, <http://yann.lecun.com/exdb/mnist/>, "the IDX file format".
    """
    import torch

    name = "content" if isinstance(file, bytes) else file
    content = file if isinstance(file, bytes) else Path(file).expanduser().read_bytes()
    if content.startswith(b"\x1f\x8b"):
        content = unpack(content, name, "bring it again")
    # Two zeros, a code of the type, the number of axes; a size of four bytes for each axis.
    axes = content[3] if len(content) > 3 else 0
    start = 4 + 4 * axes
    if content[:2] != b"\0\0" or content[2] not in _DTYPES or len(content) < start:
        raise ValueError(f"expected an IDX file, got {name} that begins with {content[:4]!r}")
    shape = tuple(np.frombuffer(content, ">u4", count=axes, offset=4).tolist())
    dtype = np.dtype(_DTYPES[content[2]])
    wanted = start + math.prod(shape) * dtype.itemsize
    if len(content) != wanted:
        raise ValueError(f"expected {wanted} bytes for {shape} in {name}, got {len(content)}")
    numbers = np.frombuffer(content, dtype, offset=start).reshape(shape)
    return torch.tensor(numbers.astype(dtype.newbyteorder("=")))
