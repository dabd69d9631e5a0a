"""Texts of code that would be in one language on both pages."""

import pytest

from tutorial_build.authors.one_language import check_texts

PATH = "examples/m1_first/demo.py"


@pytest.fixture
def complaints(tutorial_of):
    def complain(code, options=""):
        tutorial = tutorial_of(f"# %%\n{options}{code}\n")
        return [str(error) for error in check_texts(tutorial.cells[0], PATH)]

    return complain


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('x = "pérdida//loss"', "'pérdida//loss' has no space on both sides of //"),
        ('x = "pérdida// loss"', "'pérdida// loss' has no space on both sides of //"),
        ('f"{1} de //{2} of"', "'{1} de //{2} of' has no space on both sides of //"),
        ("x = 1  # uno//one", "'# uno//one' has no space on both sides of //"),
        ("x = 1  # the first", "the comment '# the first' is in one language; write 'es // en'"),
        ("x = 1  # según", "the comment '# según' is in one language; write 'es // en'"),
        ('print("the loss", 1)', "prints 'the loss' in one language; write 'es // en'"),
        ('print(f"the loss is {1:.1f}")', "prints 'the loss is' in one language; write 'es // en'"),
    ],
)
def test_a_text_that_is_no_pair_is_named(complaints, code, said):
    (complaint,) = complaints(code)
    assert complaint.startswith(f"{PATH}:9: {said}")


@pytest.mark.parametrize(
    "code",
    [
        "x = 7//2  # 7//2",
        'x = "https://example.org"',
        r'x = "a\//b"',
        'print("la pérdida // the loss")',
        'print("loss:", 1)',
        'print(f"h = {1}   float32: {2}")',
        "x = 1  # (N, C)",
        "x = 1  # type: ignore",
        'x = "the loss is a name"',
        'print("""la pérdida //\n    the loss""")',
    ],
)
def test_a_text_that_serves_both_languages_passes(complaints, code):
    assert complaints(code) == []


def test_the_comment_of_a_recipe_is_read_too(complaints):
    recipe = "#| tags: [recipe]\n#| lang: bash\n"
    (complaint,) = complaints("# pip install x  # from the index", recipe)
    assert complaint.startswith(f"{PATH}:11: the comment '# from the index' is in one language")
