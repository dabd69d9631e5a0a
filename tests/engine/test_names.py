from tutorial_build.reader.names import names_page, tutorial_names

from .conftest import seen

CODE = """\
# %%
import numpy as np
import torch
from torch import nn

x = torch.zeros(2)
model = nn.Linear(2, 1)
np.mean([1])
print("uno // one")

# %% tags=["recipe"]
# torch.compile(model)
"""
EXERCISE = """
# %% exercise="E1" role="starter"
torch.ones(1)

# %% exercise="E1" role="solution"
torch.eye(1)
"""


def test_the_names_of_a_tutorial_are_those_of_the_cells_that_run(tutorial_of):
    assert tutorial_names(tutorial_of(CODE + EXERCISE)) == {
        "torch.zeros",
        "torch.nn.Linear",
        "torch.eye",
    }


def test_the_index_leads_from_each_name_to_its_pages(checkout):
    checkout.write("alpha", CODE)
    checkout.write("beta", "# %%\nimport torch\ntorch.zeros(1)\n")
    page = seen(names_page(checkout.course, "en"))
    assert page.texts["td"] == [
        "torch.nn.Linear",
        "Alpha en",
        "torch.zeros",
        "Alpha en, Beta en",
    ]
    assert [a["href"] for a in page.attributes("a")][-3:] == [
        "https://docs.pytorch.org/docs/stable/generated/torch.zeros.html",
        "m1-first/alpha.md",
        "m1-first/beta.md",
    ]


def test_without_names_there_is_no_table(checkout):
    assert "|" not in names_page(checkout.course, "es")
