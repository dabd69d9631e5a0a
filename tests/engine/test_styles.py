"""One style sheet from many."""

from pathlib import Path

from tutorial_build.site.styles import style_sheet


def test_what_is_imported_stands_in_its_place_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("/* First. */\na {\n  top: 0;\n}\n")
    (tmp_path / "b.css").write_text("b {\n  top: 0; /* and\n  last */\n}\n")
    (tmp_path / "site.css").write_text('/* All. */\n@import "b.css";\n@import "a.css";\n')
    whole = style_sheet(tmp_path / "site.css")
    assert " ".join(whole.split()) == "b { top: 0; } a { top: 0; }"
