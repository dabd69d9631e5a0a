import pytest
import torch
from sklearn import datasets

from tutorial_lib.data.builtin import load_builtin


@pytest.mark.parametrize("name", ["iris", "wine", "digits", "diabetes", "breast_cancer"])
def test_the_numbers_are_those_of_scikit_learn(name):
    x, y = load_builtin(name)
    their_x, their_y = getattr(datasets, f"load_{name}")(return_X_y=True)
    assert torch.equal(x, torch.tensor(their_x, dtype=torch.float32))
    assert y.tolist() == their_y.tolist()
    assert x.dtype == torch.float32
    assert y.dtype == (torch.float32 if name == "diabetes" else torch.int64)


def test_another_name_is_an_error():
    with pytest.raises(ValueError, match=r"expected one of \('iris', .*\), got 'boston'"):
        load_builtin("boston")
