"""Data in one place: generators, real data sets, splits and mini-batches.

What each call gives, for `N` examples of `C` classes. Arrays are NumPy's, tensors are torch's.

| call | examples | targets |
|---|---|---|
| `make_line`, `make_sine` | array `(N, 1)` float64 | array `(N, 1)` float64 |
| `make_moons`, `make_xor` | array `(N, 2)` float64 | array `(N,)` int64 in `[0, 2)` |
| `make_shapes` | array `(N, 1, 24, 24)` float32 in `[0, 1]` | array `(N,)` int64 in `[0, C)` |
| `make_order_task` | list of `N` texts | array `(N,)` int64 in `[0, 2)` |
| `make_csv` | the path of a table with `N` rows | in its last column, 0 or 1 |
| `load_builtin` | tensor `(N, D)` float32 | tensor `(N,)` int64 in `[0, C)` |
| `load_builtin("diabetes")` | tensor `(N, D)` float32 | tensor `(N,)` float32 |
| `load_mnist` | tensor `(N, 28, 28)` uint8 | tensor `(N,)` int64 in `[0, 10)` |
| `load_fashion_mnist` | tensor `(N, 28, 28)` uint8 | tensor `(N,)` int64 in `[0, 10)` |
| `load_cifar10` | tensor `(N, 3, 32, 32)` uint8 | tensor `(N,)` int64 in `[0, 10)` |
| `load_sign_digits` | tensor `(N, 3, 100, 100)` uint8 | tensor `(N,)` int64 in `[0, 10)` |
| `load_…` of texts | `.texts`, list of `N` texts | `.labels`, tensor `(N,)` int64 in `[0, C)` |
| `read_idx` | one tensor, of the shape and type that the file names | |

Images of type uint8 go from 0 (black) to 255. Texts come as a `TextData`; requests of CLINC150 that
belong to no class have the label -1.

What is drawn has `n` examples, errors whose standard deviation is `noise`, and is the same for the
same `seed`. Files are downloaded once; one whose download broke begins again. Data that are neither
on this machine nor at their address are a `FileNotFoundError`; a damaged file, a split that does
not exist or a number of examples below 1 is a `ValueError`.
"""

from tutorial_lib import _offer

__all__, __getattr__, __dir__ = _offer("tutorial_lib.data")
