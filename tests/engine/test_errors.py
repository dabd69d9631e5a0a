from tutorial_build.errors import ContentError


def test_a_content_error_is_one_line_that_an_editor_can_jump_to():
    error = ContentError("examples/m1_first/alpha.py", 7, "what is wrong; what to do")
    assert str(error) == "examples/m1_first/alpha.py:7: what is wrong; what to do"
    assert (error.path, error.line, error.message) == (
        "examples/m1_first/alpha.py",
        7,
        "what is wrong; what to do",
    )


def test_a_message_of_several_lines_becomes_one():
    error = ContentError("a.py", 1, "first\n  second; mend it")
    assert str(error) == "a.py:1: first second; mend it"
