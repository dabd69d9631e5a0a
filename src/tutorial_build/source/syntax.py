"""Syntax trees, parsed once: many parts of a build, and every save in `serve`, ask for the same."""

import ast
from functools import lru_cache


@lru_cache(maxsize=8192)
def parse(code: str) -> ast.Module:
    """The tree of a piece of code; it is shared, so nobody changes it."""
    return ast.parse(code)
