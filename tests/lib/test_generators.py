import numpy as np
import pytest

from tutorial_lib.data.generators import make_line


def test_the_line_is_the_published_one():
    # np.random.seed(42); x = np.random.rand(100, 1); y = 1 + 2 * x + .1 * np.random.randn(100, 1)
    np.random.seed(42)
    x = np.random.rand(100, 1)
    y = 1 + 2 * x + 0.1 * np.random.randn(100, 1)
    got_x, got_y = make_line()
    assert np.array_equal(got_x, x)
    assert np.array_equal(got_y, y)
    assert got_x.shape == got_y.shape == (100, 1)


def test_a_line_without_noise_is_a_line():
    x, y = make_line(5, bias=-1.0, weight=0.5, noise=0.0, seed=3)
    np.testing.assert_allclose(y, -1 + 0.5 * x)


def test_a_line_needs_points():
    with pytest.raises(ValueError, match="expected n of at least 1, got 0"):
        make_line(0)
