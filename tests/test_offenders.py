"""The helper of tests that look at many pages: it must not let a page slip through."""

import pytest
from offenders import check_each


def test_every_case_that_is_refused_is_named_with_what_the_check_said():
    def check(number):
        assert number % 2, "it is even"
        assert 6 // (number - 3)

    with pytest.raises(pytest.fail.Exception) as failed:
        check_each([1, 2, 3, 4, 5], check)
    assert str(failed.value).splitlines() == [
        "2: it is even",
        "assert (2 % 2)",
        "3: ZeroDivisionError: integer division or modulo by zero",
        "4: it is even",
        "assert (4 % 2)",
    ]


def test_where_nothing_is_wrong_nothing_is_said():
    check_each([1, 3], lambda number: number)
