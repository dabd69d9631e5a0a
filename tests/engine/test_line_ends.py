"""What an editor or git does to line ends changes nothing: no page is stale, no page differs."""

from .conftest import SmallCourse, files_below

TEXT = (".py", ".yml", ".toml", ".json", ".md", ".mplstyle")


def pages(course: SmallCourse) -> dict[str, bytes]:
    course.build()
    found = files_below(course.root / "build/docs")
    return {name: content for name, content in found.items() if name.endswith(".md")}


def rewrite(course: SmallCourse, old: bytes, new: bytes) -> None:
    for folder in ("examples", "src", "docs"):
        for path in (course.root / folder).rglob("*"):
            if path.suffix in TEXT:
                path.write_bytes(path.read_bytes().replace(old, new))


def test_a_clone_with_other_line_ends_is_fresh_and_builds_the_same_pages(checkout):
    before = pages(checkout)
    for old, new in ((b"\n", b"\r\n"), (b"\r\n", b"\r")):
        rewrite(checkout, old, new)
        assert checkout.cli("list").out.count("fresh") == 2
        assert pages(checkout) == before


def test_a_script_with_a_byte_order_mark_is_fresh(checkout):
    path = checkout.path("alpha")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert checkout.cli("list").out.count("fresh") == 2


def test_a_line_separator_inside_a_text_is_no_new_line(checkout):
    before = checkout.path("beta").read_text(encoding="utf-8")
    text = before.replace("print(6 * 7)", 'mark = "a\u2028b\x0c\x85"\nprint(6 * 7, undefined)')
    checkout.path("beta").write_text(text, encoding="utf-8")
    line = text[: text.index("undefined")].count("\n") + 1
    (error,) = checkout.prepare().errors
    assert str(error).startswith(f"examples/m1_first/beta.py:{line}: ")
