"""What a module may hold; nobody runs it."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 3


def plain(a, /, b: "list[int] | None" = None, *rest: int, c=-1, **more) -> "Iterator[int]":
    """Yield numbers.

    More words.
    """
    yield from (n for n in range(a) if n)
    text = f"{a=} and {b!r:>{c}} " "é 🫨 {{}}"
    return text


@cache
def decorated(x: int = 1, y=LIMIT):
    return lambda z=2: x + y + z


try:

    async def waits(x):
        async with x as y:
            return await y

except* OSError:

    def waits(x):
        return x


class Both:
    """Two of a name."""

    @property
    def size(self):
        """The size."""
        return self._size

    @size.setter
    def size(self, value):
        self._size = value

    class Inner:
        def deep(self):
            class Local:
                def deeper(self):
                    match self:
                        case [x, *_] if x:
                            return x

            return Local
