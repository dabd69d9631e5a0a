import numpy as np
import pytest
from sklearn import datasets

from tutorial_lib.data.generators import (
    make_csv,
    make_line,
    make_moons,
    make_order_task,
    make_sine,
    make_xor,
)
from tutorial_lib.data.shapes import make_shapes, shape_classes


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


def test_the_sine_without_noise_is_the_sine():
    x, y = make_sine(50, noise=0.0, seed=2)
    np.testing.assert_allclose(y, np.sin(x))
    assert (np.diff(x[:, 0]) >= 0).all()
    assert -3 <= x.min() < x.max() <= 3


def test_the_moons_are_those_of_scikit_learn():
    x, y = make_moons(400, noise=0.25, seed=7)
    theirs = datasets.make_moons(400, noise=0.25, random_state=7)
    assert np.array_equal(x, theirs[0])
    assert np.array_equal(y, theirs[1])


def test_noise_moves_the_corners_and_not_the_classes():
    x, y = make_xor(400, noise=0.1)
    assert x.std(axis=0) == pytest.approx([0.51, 0.51], abs=0.02)  # sqrt(0.5² + 0.1²)
    assert y.tolist() == [0, 1, 1, 0] * 100
    assert ((x > 0.5).sum(axis=1) % 2 == y).mean() > 0.99


def test_the_words_of_a_sentence_and_its_mirror_are_the_same():
    sentences, y = make_order_task(40, seed=3)
    for (first, second), (a, b) in zip(
        zip(sentences[::2], sentences[1::2], strict=True),
        zip(y[::2], y[1::2], strict=True),
        strict=True,
    ):
        assert sorted(first.split()) == sorted(second.split())
        assert first != second
        assert {a, b} == {0, 1}


def test_the_last_word_decides_the_class():
    sentences, y = make_order_task(400)
    praise = {s.split()[-1] for s, label in zip(sentences, y, strict=True) if label == 1}
    blame = {s.split()[-1] for s, label in zip(sentences, y, strict=True) if label == 0}
    assert not praise & blame
    assert "bueno" in praise


def test_the_table_can_be_read_and_both_answers_occur(tmp_path):
    path = make_csv(tmp_path / "students.csv", n=100)
    table = np.genfromtxt(path, delimiter=",", names=True)
    assert table.dtype.names == ("studied_hours", "slept_hours", "passed")
    assert len(table) == 100
    assert 0.2 < table["passed"].mean() < 0.8
    assert path.read_bytes() == make_csv(tmp_path / "again.csv", n=100).read_bytes()


@pytest.mark.parametrize("group", ["source", "target"])
def test_shapes_take_turns_and_fill_their_images(group):
    images, y = make_shapes(4, group=group, noise=0.0)
    names = shape_classes(group)
    assert images.shape == (4 * len(names), 1, 24, 24)
    assert images.dtype == np.float32
    assert y.tolist() == list(range(len(names))) * 4
    bright = (images > 0.5).mean(axis=(1, 2, 3))
    assert ((bright > 0.03) & (bright < 0.6)).all()


def test_no_shape_is_cut_off():
    images, _ = make_shapes(50, noise=0.0, seed=1)
    border = images[:, 0].copy()
    border[:, 1:-1, 1:-1] = 0
    assert (border.reshape(len(images), -1).max(axis=1) == 0).mean() > 0.95


def test_each_shape_differs_from_the_others():
    # The nearest mean image of a class tells the class of new images far better than luck (1/8).
    x, y = make_shapes(60, seed=0)
    new_x, new_y = make_shapes(20, seed=1)
    means = np.stack([x[y == k].mean(axis=0) for k in range(8)])
    distance = ((new_x[:, None] - means[None]) ** 2).sum(axis=(2, 3, 4))
    assert (distance.argmin(axis=1) == new_y).mean() > 0.4


def test_the_shapes_have_names_in_both_languages(monkeypatch):
    assert shape_classes("target")[0] == "estrella"
    monkeypatch.setenv("TUTORIAL_LANG", "en")
    assert shape_classes("target")[0] == "star"


@pytest.mark.parametrize("make", [make_sine, make_moons, make_xor, make_order_task, make_shapes])
def test_the_seed_decides(make):
    first, again, other = make(8, seed=1), make(8, seed=1), make(8, seed=2)
    assert np.array_equal(first[0], again[0])
    assert not np.array_equal(first[0], other[0]) or make is make_xor  # xor has no noise here


@pytest.mark.parametrize("make", [make_line, make_sine, make_moons, make_xor])
def test_every_generator_needs_points(make):
    with pytest.raises(ValueError, match="expected n of at least 1, got 0"):
        make(0)


def test_other_arguments_out_of_range_are_named(tmp_path):
    with pytest.raises(ValueError, match="expected an even n of at least 2, got 3"):
        make_order_task(3)
    with pytest.raises(ValueError, match="expected n of at least 1, got 0"):
        make_csv(tmp_path / "x.csv", n=0)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="expected per_class of at least 1, got 0"):
        make_shapes(0)
    with pytest.raises(ValueError, match="expected group 'source' or 'target', got 'new'"):
        make_shapes(group="new")
