"""One test for many pages: it names every page that breaks its property."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import pytest

Case = TypeVar("Case")
LINES = 8  # of a complaint that are kept


def complaint(check: Callable[..., object], *of: object) -> str:
    """What a check that asserts says is wrong, or "" where it says nothing.

    Whatever breaks while a page is checked is a complaint about that page.
    """
    try:
        check(*of)
    except Exception as wrong:
        said = (
            str(wrong) if isinstance(wrong, AssertionError) else f"{type(wrong).__name__}: {wrong}"
        )
        return "\n".join(said.splitlines()[:LINES]) or repr(wrong)
    return ""


def fail_with(complaints: Mapping[str, str]) -> None:
    """Fail with all complaints, each under the name of what it is about; pass where all are ""."""
    wrong = [f"{name or 'home'}: {said}" for name, said in complaints.items() if said]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def check_each(cases: Iterable[Case], check: Callable[[Case], object]) -> None:
    """Fail with what a check says of every case that it refuses."""
    fail_with({str(case): complaint(check, case) for case in cases})
