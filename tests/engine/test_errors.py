import errno

from tutorial_build.errors import ContentError, disk_error


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


def test_a_full_disk_is_one_line_with_a_remedy():
    error = OSError(errno.ENOSPC, "No space left on device", "build/store/x")
    assert str(disk_error(error)) == (
        "build/store/x:1: no space left on device; free some space and repeat the command"
    )


def test_an_error_without_a_file_takes_the_path_of_the_caller():
    error = OSError(errno.EROFS, "Read-only file system")
    assert str(disk_error(error, "build")) == (
        "build:1: read-only file system; allow writing there"
    )
    assert str(disk_error(OSError("strange"))) == (
        "disk:1: strange; mend it and repeat the command"
    )
