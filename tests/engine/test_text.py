"""Files from other editors and machines: their text is the same, and so are its lines."""

import pytest

from tutorial_build.errors import ContentError
from tutorial_build.source.course import COURSE_FILE, read_course
from tutorial_build.source.glossary import GLOSSARY_FILE, read_glossary
from tutorial_build.source.quiz import read_quiz
from tutorial_build.source.script import read_script
from tutorial_build.source.text import normalise_lines, read_text

from .conftest import script

CELLS = """\
# %% [markdown] lang="es"
# Uno.
# Dos{0}y tres.

# %% [markdown] lang="en"
# One.
# Two{0}and three.

# %% Paso // Step
#| alt: "uno{0}dos // one{0}two"
x = "a{0}b // c{0}d"  # antes{0}después // before{0}after
print(x)
"""
BROKEN = CELLS + "if x\n    pass\n"
LINE = 7 + BROKEN[: BROKEN.index("if x")].count("\n") + 1  # below a header of 7 lines

# How a machine may write what another wrote with "\n" alone.
SAVED = {
    "as it is": lambda text: text.encode(),
    "with a byte-order mark": lambda text: text.encode("utf-8-sig"),
    "with lines of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "with a mark and lines of Windows": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "with lines of an old Mac": lambda text: text.replace("\n", "\r").encode(),
}
# Characters that end a line for `str.splitlines` and for YAML, and for no editor.
SEPARATORS = {
    "none": " ",
    "U+2028": "\u2028",
    "U+2029": "\u2029",
    "U+0085": "\u0085",
    "form feed": "\f",
    "U+001C": "\x1c",
}


def read(tmp_path, content):
    path = tmp_path / "demo.py"
    path.write_bytes(content)
    return read_script(path, tmp_path)


@pytest.mark.parametrize("how", SAVED)
def test_a_script_is_the_same_however_it_is_saved(tmp_path, how):
    text = script(CELLS.format(" "), "demo")
    tutorial = read(tmp_path, SAVED[how](text))
    assert tutorial == read(tmp_path, text.encode())
    pair, code = tutorial.cells
    assert (pair.es.text, pair.en.text) == ("Uno.\nDos y tres.", "One.\nTwo and three.")
    assert code.lines == (18, 19)


@pytest.mark.parametrize("what", ["U+2028", "U+2029", "U+0085"])
def test_a_separator_inside_a_text_is_a_character_like_any_other(tmp_path, what):
    separator = SEPARATORS[what]
    tutorial = read(tmp_path, script(CELLS.format(separator), "demo").encode())
    (prose, code), (english, _) = (lesson.cells for lesson in tutorial.lessons)
    assert prose.text == f"Uno.\nDos{separator}y tres."
    assert english.text == f"One.\nTwo{separator}and three."
    assert code.source == f'x = "a{separator}b"  # antes{separator}después\nprint(x)'
    assert code.lines == (18, 19)
    (alt,) = code.options.alt
    assert alt.split() == ["uno", "dos"]


@pytest.mark.parametrize("how", SAVED)
@pytest.mark.parametrize("what", ["none", "U+2028", "U+2029", "U+0085"])
def test_an_error_below_is_named_by_the_line_an_editor_shows(tmp_path, what, how):
    content = SAVED[how](script(BROKEN.format(SEPARATORS[what]), "demo"))
    message = rf"^demo\.py:{LINE}: syntax error: expected ':'; mend the code$"
    with pytest.raises(ContentError, match=message):
        read(tmp_path, content)


@pytest.mark.parametrize("what", ["form feed", "U+001C"])
def test_other_separators_in_code_count_no_line(tmp_path, what):
    cells = f"# %%\nx = 'a{SEPARATORS[what]}b'  # c{SEPARATORS[what]}d\nif x\n"
    with pytest.raises(ContentError, match=r"^demo\.py:10: syntax error"):
        read(tmp_path, script(cells, "demo").encode())


def test_a_file_in_another_encoding_is_refused(tmp_path):
    content = script(CELLS.format(" "), "demo").encode("latin-1")
    message = r"^demo\.py:1: not UTF-8 \(invalid continuation byte\); save the file as UTF-8$"
    with pytest.raises(ContentError, match=message):
        read(tmp_path, content)


def test_every_file_that_people_write_may_be_in_another_encoding(tmp_path):
    for path in (COURSE_FILE, GLOSSARY_FILE, "demo.quiz.yml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes("- id: á\n".encode("latin-1"))
    readers = {
        COURSE_FILE: lambda: read_course(tmp_path),
        GLOSSARY_FILE: lambda: read_glossary(tmp_path),
        "demo.quiz.yml": lambda: read_quiz(tmp_path / "demo.quiz.yml", tmp_path),
    }
    for path, reader in readers.items():
        with pytest.raises(ContentError) as caught:
            reader()
        assert str(caught.value).startswith(f"{path}:1: not UTF-8 (")


def test_a_mark_inside_a_text_stays(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfa\xef\xbb\xbfb")
    assert read_text(tmp_path / "a.txt", "a.txt") == "a\ufeffb"


def test_every_line_end_becomes_one():
    assert normalise_lines("a\r\nb\rc\nd\r\r\n\u2028e") == "a\nb\nc\nd\n\n\u2028e"
