# ---
# title: "Clave // Key"
# description: "Una página. // A page."
# objectives:
#   - understand: "una cosa // one thing"
# minutes: {read: 1, practise: 1}
# ---
# %%
"a lone text"

# %%
#| tags: [hidden]
#| raises: "ValueError: no"
from dataclasses import dataclass


@dataclass
class Point:
    """A point."""

    x: int = 0
    y: "list[int] | None" = None

    async def go(self, *args, key=1, **rest) -> int:
        """Go."""
        async with self as s:
            return await s


def f(a, /, b, *, c=3):
    """Only a docstring."""


match [1, 2]:
    case [x, *rest] if x > 0:
        print("emoji 🫨 acento é \u0378 // emoji 🫨 accent é \u0378")
    case _:
        raise ValueError("no")
try:
    y = (z := 3) if not x else lambda v, w=2: [v for v in range(3) if v]
except* OSError:
    pass
f"{x=} {y!r}" f" and {x:{y}.{z}f}"

# %% [markdown] lang="es"
# {{ x }} y {{ rest[0] }} y {{ len(rest):.1f }}

# %% [markdown] lang="en"
# {{ x }} y {{ rest[0] }} y {{ len(rest):.1f }}

# %%
#| exercise: E1
#| role: starter
...

# %%
#| exercise: E1
#| role: solution
print("hola // hello")

# %%
#| exercise: E1
#| role: check
assert True

# %%
#| exercise: E1
#| role: right
#| tags: [hidden]
print("buenas // hi")

# %%
#| exercise: E1
#| role: wrong
#| message: nada // nothing
pass
