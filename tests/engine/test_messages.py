"""examples/messages.yml is read, and what is wrong in it is named by line."""

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.messages import Message, read_messages

GOOD = """\
- message: "ValueError: bad"
  cause: Malo // Bad
  fix: Mira // Look
"""


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "examples").mkdir()
        (tmp_path / "examples/messages.yml").write_text(text, encoding="utf-8")
        return read_messages(tmp_path)

    return read


def test_a_course_may_have_no_messages(tmp_path):
    assert read_messages(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ValueError: bad: very", ("ValueError", "bad: very")),
        ("torch.cuda.OutOfMemoryError: full", ("OutOfMemoryError", "full")),
        ("UserWarning: hm", ("UserWarning", "hm")),
        ("ERROR: No matching distribution", ("", "ERROR: No matching distribution")),
        ("The kernel appears to have died", ("", "The kernel appears to have died")),
    ],
)
def test_the_first_word_is_the_type(text, parts):
    assert Message(message=text, cause="a // b", fix="a // b").parts == parts


def test_a_message_without_its_fix_is_named_by_line(read):
    with pytest.raises(ContentError, match=r"examples/messages\.yml:4: no 'fix'; add it"):
        read(GOOD + '- message: "E: x"\n  cause: Malo // Bad\n')


def test_a_cause_stands_in_both_languages(read):
    with pytest.raises(ContentError, match=r"examples/messages\.yml:2: "):
        read(GOOD.replace("Malo // Bad", "Bad"))
