"""What the page of equivalences promises: each row says the same in every library.

The page itself says what `a`, `m` or `model` are, in code blocks whose title names the columns they
are for. The tests read those blocks and the tables below them, from top to bottom, and run both.
Keras is not installed here: its cells are only parsed.
"""

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
from checkouts import LANGUAGES, REPOSITORY
from offenders import check_each
from sklearn.exceptions import ConvergenceWarning

RUN = ("NumPy", "scikit-learn", "PyTorch")
ONLY_SHAPES = {"random"}  # each library has a generator of its own
NOTHING_TO_COMPARE = {"training"}  # layers, optimizers, files: it is enough that they run
BLOCK = re.compile(
    r'^ *```python title="(?P<title>[^"]+)"\n(?P<code>.*?)^ *```$', re.DOTALL | re.MULTILINE
)
HEADING = re.compile(r"^## .*\{ #(?P<anchor>[\w-]+) \}$", re.MULTILINE)
TABLE = re.compile(r"(?:^\|.*\|$\n?)+", re.MULTILINE)


class Row(NamedTuple):
    """A row of a table: where it stands, what it says, and its code by column."""

    section: str
    label: str
    code: dict[str, str]


Spaces = dict[str, dict[str, Any]]


def read(lang: str) -> str:
    return (REPOSITORY / "docs" / lang / "equivalences.md").read_text(encoding="utf-8")


def sections(lang: str) -> Iterator[tuple[str, str]]:
    """Anchor and text of each section."""
    text = read(lang)
    found = list(HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    for match, end in zip(found, ends, strict=True):
        yield match["anchor"], text[match.end() : end]


def rows(section: str, text: str) -> Iterator[Row]:
    for table in TABLE.findall(text):
        first, _, *others = [cells(line) for line in table.splitlines()]
        columns = [re.sub(r" \(.*\)", "", name) for name in first[1:]]
        for label, *values in others:
            assert len(values) == len(columns), f"{section}: {label}"
            spans = [re.fullmatch(r"`([^`]+)`|—", value) for value in values]
            assert all(spans), f"{section}, {label}: a cell is one piece of code, or a dash"
            code = {
                name: span[1] for name, span in zip(columns, spans, strict=True) if span and span[1]
            }
            yield Row(section, label, code)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@cache
def all_rows(lang: str) -> list[Row]:
    return [row for section, text in sections(lang) for row in rows(section, text)]


def evaluate(lang: str) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Run the page from top to bottom: its blocks, then the cells of each row."""
    spaces: Spaces = {}
    for section, text in sections(lang):
        blocks = list(BLOCK.finditer(text))
        if blocks:  # a section with blocks of its own starts afresh
            spaces = {name: {} for name in RUN}
        for block in blocks:
            for name in block["title"].split(", "):
                if name in RUN:
                    exec(block["code"], spaces[name])
        if section == "using":
            same_weights(spaces)
        for row in rows(section, text):
            yield (
                row,
                {name: eval(row.code[name], spaces[name]) for name in RUN if name in row.code},
            )


def same_weights(spaces: Spaces) -> None:
    """Give the network of PyTorch the weights that scikit-learn has found."""
    found, network = spaces["scikit-learn"]["model"], spaces["PyTorch"]["model"]
    layers = [layer for layer in network if hasattr(layer, "weight")]
    with torch.no_grad():
        for layer, weight, bias in zip(layers, found.coefs_, found.intercepts_, strict=True):
            layer.weight.copy_(torch.as_tensor(weight.T))
            layer.bias.copy_(torch.as_tensor(bias))


def numbers(value: Any) -> np.ndarray:
    value = value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
    assert value.dtype.kind in "biuf", f"no numbers: {value!r}"
    return np.asarray(value)


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Some cells write files, and three epochs are few for scikit-learn."""
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings(), torch.random.fork_rng():
        warnings.simplefilter("ignore", ConvergenceWarning)
        torch.manual_seed(0)
        yield


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_columns_of_a_row_agree(lang: str) -> None:
    compared = 0
    for row, values in evaluate(lang):
        if row.section in NOTHING_TO_COMPARE or len(values) == 1:
            continue
        first, *others = [numbers(value) for value in values.values()]
        for other in others:
            assert first.shape == other.shape, row
            if row.section in ONLY_SHAPES:
                assert first.dtype.kind == other.dtype.kind, row
            else:
                np.testing.assert_allclose(first, other, rtol=1e-5, atol=1e-6, err_msg=str(row))
        compared += 1
    assert compared > 80


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_is_an_expression(lang: str) -> None:
    cells = [code for row in all_rows(lang) for code in row.code.values()]
    assert len(cells) > 200
    check_each(cells, lambda code: ast.parse(code, mode="eval"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_block_is_python(lang: str) -> None:
    blocks = list(BLOCK.finditer(read(lang)))
    assert len(blocks) == read(lang).count("```python") > 5
    check_each(blocks, lambda block: ast.parse(textwrap.dedent(block["code"])))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_has_a_cell_of_pytorch(lang: str) -> None:
    assert [row for row in all_rows(lang) if "PyTorch" not in row.code] == []


def test_both_languages_have_the_same_rows() -> None:
    spanish, english = ([(row.section, row.code) for row in all_rows(lang)] for lang in LANGUAGES)
    assert spanish == english


# The differences that the page calls out.


def test_numpy_counts_in_float64_and_torch_in_float32() -> None:
    assert np.array([1.0]).dtype == np.float64
    assert torch.tensor([1.0]).dtype == torch.float32
    assert torch.from_numpy(np.array([1.0])).dtype == torch.float64


def test_a_mean_of_whole_numbers_fails_only_in_torch() -> None:
    assert np.array([1, 2]).mean() == 1.5
    with pytest.raises(RuntimeError, match="could not infer output dtype"):
        torch.tensor([1, 2]).mean()


def test_a_view_shares_and_needs_its_numbers_in_a_row() -> None:
    m = torch.arange(6)
    m.view(2, 3)[0, 0] = 9
    assert m[0] == 9
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        m.view(2, 3).T.view(6)
    assert m.view(2, 3).T.reshape(6).tolist() == [9, 3, 1, 4, 2, 5]


def test_repeat_is_tile_in_torch_and_not_in_numpy() -> None:
    assert np.repeat([1, 2], 2).tolist() == [1, 1, 2, 2]
    assert torch.tensor([1, 2]).repeat(2).tolist() == [1, 2, 1, 2]


def test_torch_has_no_negative_step() -> None:
    with pytest.raises(ValueError, match="step must be greater than zero"):
        torch.tensor([1, 2])[::-1]


def test_the_transpose_of_a_vector_is_itself_in_numpy() -> None:
    assert np.array([1, 2]).T.shape == (2,)


def test_the_deviation_divides_by_n_in_numpy_and_by_n_minus_1_in_torch() -> None:
    assert np.array([1.0, 3.0]).std() == 1
    assert torch.tensor([1.0, 3.0]).std().item() == pytest.approx(2**0.5)


def test_a_maximum_along_an_axis_is_two_things_in_torch() -> None:
    found = torch.tensor([[1.0, 3.0], [4.0, 2.0]]).max(dim=1)
    assert (found.values.tolist(), found.indices.tolist()) == ([3, 4], [1, 0])


def test_the_median_of_an_even_number_is_the_lower_one_in_torch() -> None:
    assert np.median([1.0, 2.0]) == 1.5
    assert torch.tensor([1.0, 2.0]).median() == 1


def test_torch_takes_the_words_of_numpy_for_an_axis() -> None:
    m = torch.ones(2, 3)
    assert torch.equal(m.sum(axis=1, keepdims=True), m.sum(dim=1, keepdim=True))


def test_from_numpy_shares_and_tensor_copies() -> None:
    v = np.array([1.0, 2.0])
    shared, own = torch.from_numpy(v), torch.tensor(v)
    v[0] = 9
    assert (shared[0].item(), own[0].item()) == (9, 1)


def test_a_tensor_that_records_does_not_become_an_array() -> None:
    with pytest.raises(RuntimeError, match="requires grad"):
        torch.ones(2, requires_grad=True).numpy()


def test_the_same_seed_gives_other_numbers_in_the_other_library() -> None:
    ours = torch.rand(3, generator=torch.Generator().manual_seed(42))
    assert not np.allclose(np.random.default_rng(42).random(3), ours)


def test_a_linear_layer_keeps_its_weights_turned() -> None:
    assert torch.nn.Linear(4, 8).weight.shape == (8, 4)
