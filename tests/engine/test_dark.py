import gzip
import re

from tutorial_build.run.dark import DARK, darken_svg, page_files, page_names
from tutorial_build.run.protocol import Picture

from .conftest import REPOSITORY

SVG = (
    b'<svg><path style="fill: #ffffff; stroke: #d9dee5"/><g fill="#1f2a37" stroke="#5b6776"/></svg>'
)


def picture(light, dark=None):
    return Picture(light, "thumb.webp", "thumb-dark.webp", 400, 300, {}, dark)


def test_exactly_the_four_neutral_colours_are_exchanged():
    assert darken_svg(SVG) == (
        b'<svg><path style="fill: #14191f; stroke: #38424f"/>'
        b'<g fill="#e6eaf0" stroke="#a3afbf"/></svg>'
    )
    other = b'<g fill="#1f6feb" stroke="#b35900" id="1f2a37"/>'
    assert darken_svg(other) == other


def test_the_neutral_colours_are_those_of_the_style():
    style = (REPOSITORY / "src/tutorial_lib/gradiente.mplstyle").read_text().lower()
    assert set(DARK) <= {f"#{found}" for found in re.findall(r"\b[0-9a-f]{6}\b", style)}


def test_an_svg_is_unpacked_and_darkened_for_the_page(tmp_path):
    figure = picture("abc.svgz")
    (tmp_path / "abc.svgz").write_bytes(gzip.compress(SVG))
    assert page_names(figure) == ("abc.svg", "abc.dark.svg")
    assert page_files(figure, tmp_path) == {"abc.svg": SVG, "abc.dark.svg": darken_svg(SVG)}


def test_pixels_are_stored_once_for_each_theme(tmp_path):
    figure = picture("a.webp", dark="b.webp")
    assert page_names(figure) == ("a.webp", "b.webp")
    assert page_files(figure, tmp_path) == {
        "a.webp": tmp_path / "a.webp",
        "b.webp": tmp_path / "b.webp",
    }
