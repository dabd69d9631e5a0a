"""Dead or discouraged API in code that readers copy, and where it may stand all the same."""

import pytest

from tutorial_build.authors.dead_api import dead_code
from tutorial_build.authors.lint import check_tutorial
from tutorial_build.source.cells import Code

AND = ", and this cell is not an example of it"


def complaints(source):
    lines = tuple(range(21, 21 + source.count("\n") + 1))
    return [str(error) for error in dead_code(Code(20, source, lines), "examples/m/x.py")]


DEAD = {
    "resnet18(pretrained=True)": "pretrained= is gone; write weights=",
    "torch.optim.lr_scheduler.StepLR(o, 1, verbose=True)": (
        "verbose= of schedulers is gone; print get_last_lr()"
    ),
    "torch.load(path)": "torch.load without weights_only; write weights_only=True",
    "torch.FloatTensor(x)": (
        "torch.FloatTensor is a legacy constructor; write torch.tensor or torch.as_tensor"
    ),
    "torch.LongTensor(x)": (
        "torch.LongTensor is a legacy constructor; write torch.tensor or torch.as_tensor"
    ),
    "torch.autograd.Variable(x)": (
        "torch.autograd.Variable is a legacy constructor; write torch.tensor or torch.as_tensor"
    ),
    "weight.data": "weight.data goes around autograd; write weight.detach()",
    "model.layers[0].weight.data": (
        "model.layers[0].weight.data goes around autograd; write model.layers[0].weight.detach()"
    ),
    "super(Net, self).__init__()": "super() needs no arguments",
    "import torchtext": "torchtext is no longer kept; use tutorial_lib.text",
    "from torchtext.vocab import vocab": "torchtext is no longer kept; use tutorial_lib.text",
}


@pytest.mark.parametrize("source", DEAD)
def test_dead_api_is_found_by_line(source):
    message = f"examples/m/x.py:22: {DEAD[source]}{AND}"
    assert complaints("x = 1\n" + source) == [message]


def test_dead_api_is_found_inside_other_code():
    source = "def load(path):\n    return [torch.load(path) for _ in range(2)]\n"
    assert [line.partition(": ")[0] for line in complaints(source)] == ["examples/m/x.py:22"]


@pytest.mark.parametrize(
    "source",
    [
        "torch.load(p, weights_only=True)",
        "torch.utils.data.DataLoader",
        "tutorial_lib.data.make_line()",
        "resnet18(weights=None)",
        "super().__init__()",
        "print(verbose=True)",
        "torch.tensor([1.0])",
        "loaded.database",
    ],
)
def test_sound_api_passes(source):
    assert complaints(source) == []


CELL = """\
# %%
{}torch.load(path)
"""


def of_tutorial(tutorial_of, options):
    lines = "".join(f"#| {option}\n" for option in options)
    return list(check_tutorial(tutorial_of(CELL.format(lines))))


def test_dead_api_in_a_cell_that_readers_copy_is_a_complaint(tutorial_of):
    (complaint,) = of_tutorial(tutorial_of, ["tags: [hidden]"])
    assert str(complaint).startswith("examples/m1_first/demo.py:10: torch.load without")


@pytest.mark.parametrize(
    "options",
    [
        ['raises: "TypeError: x"'],
        ['warns: "UserWarning: x"'],
        ["exercise: E1", "role: starter"],
    ],
)
def test_dead_api_may_be_shown_as_an_error_or_given_to_mend(tutorial_of, options):
    complaints = [c.message for c in of_tutorial(tutorial_of, options)]
    assert [message for message in complaints if "torch.load" in message] == []


def test_a_recipe_in_another_language_is_not_read_as_python(tutorial_of):
    recipe = "# %%\n#| tags: [recipe]\n#| lang: {}\n# {}\n# %%\n1\n"
    bash = tutorial_of(recipe.format("bash", "python3 -m venv .venv && torch.load(path)"))
    assert list(check_tutorial(bash)) == []
    (complaint,) = check_tutorial(tutorial_of(recipe.format("python", "torch.load(path)")))
    assert complaint.line == 11
