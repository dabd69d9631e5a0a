"""No page speaks the other language: neither the engine's words nor the theme's."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import material
import pytest
from babel.dates import get_month_names
from checkouts import REPOSITORY
from conftest import Site

import tutorial_lib

WORDS = tomllib.loads(files("tutorial_build.page").joinpath("words.toml").read_text("utf-8"))
LANGUAGES = REPOSITORY / "docs" / "theme" / "partials" / "languages"
SETTINGS = ("direction", "language", "name", "search.config.")


@cache
def theme_words(lang: str) -> dict[str, str]:
    """The dictionary of the interface, without what is no word."""
    text = (LANGUAGES / f"{lang}.html").read_text(encoding="utf-8")
    return dict(re.findall(r'^  "([\w.]+)": "(.*)",?$', text, re.MULTILINE))


def interface(lang: str) -> dict[str, tuple[str, str]]:
    """Each interface text in `lang` and in the other language, where they differ."""
    rest = "en" if lang == "es" else "es"
    pairs = {name: (text[lang], text[rest]) for name, text in WORDS.items()}
    for key, text in theme_words(lang).items():
        if not key.startswith((*SETTINGS, "offer.", "locale")):
            pairs[f"theme {key}"] = (text, theme_words(rest)[key])
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def fragments(text: str) -> list[str]:
    """The parts of a text between its fields and marks: `{read} min to read` holds one."""
    parts = [part.strip(" .,;:()") for part in re.split(r"\{\w+\}|#|</?\w+>|\]?\(|[\[\]`]", text)]
    return [" ".join(part.split()) for part in parts if len(part) > 2]


def test_both_dictionaries_have_the_same_keys_in_the_same_order() -> None:
    assert list(theme_words("es")) == list(theme_words("en"))
    assert len(theme_words("es")) > 30


def test_the_dictionaries_hold_every_word_that_our_templates_use() -> None:
    theme = REPOSITORY / "docs" / "theme"
    missing = []
    for path in [*theme.glob("*.html"), *theme.glob("partials/*.html")]:
        used = re.findall(r"(?:lang|mine|other)\.t\(['\"]([\w.]+)['\"]\)", path.read_text("utf-8"))
        missing += [f"{path.name}: {key}" for key in used if key not in theme_words("es")]
    assert not missing, "\n".join(missing)


def test_the_dictionaries_hold_every_word_of_the_parts_of_material_we_show() -> None:
    unused = ("blog.", "consent.", "readtime.", "rss.", "source.file.", "announce.")
    unused += ("select.version",)
    used: set[str] = set()
    for path in Path(material.__file__).parent.joinpath("templates").rglob("*.html"):
        if "languages" not in path.parts:
            used |= set(re.findall(r"lang\.t\(['\"]([\w.]+)['\"]\)", path.read_text("utf-8")))
    missing = {key for key in used - set(theme_words("es")) if not key.startswith(unused)}
    assert not missing


@pytest.mark.slow
def test_a_page_holds_no_interface_word_of_the_other_language(site: Site, lang: str) -> None:
    rest = "en" if lang == "es" else "es"
    own = {part for pair in interface(lang).values() for part in fragments(pair[0])}
    foreign = {
        part for pair in interface(rest).values() for part in fragments(pair[0]) if part not in own
    }
    foreign |= {month for month in get_month_names(locale=rest).values() if len(month) > 3}
    foreign -= set(tutorial_lib.__all__)  # a name of the library belongs to no language
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(foreign)))})(?!\w)")
    found = []
    for page, html in site.pages.items():
        if html.one("html")["lang"] == lang:
            for text in {text for text in html.words(lang) if not text.startswith("http")}:
                found += [f"{page}: {word!r} in {text[:120]!r}" for word in pattern.findall(text)]
    assert not found, "\n".join(found)


@pytest.mark.slow
def test_a_page_speaks_with_the_interface_words_of_its_language(site: Site, lang: str) -> None:
    root = "" if lang == "es" else "en/"
    text = "\n".join(site.pages[f"{root}m1-gradient-descent/gradient-descent/"].words(lang))
    names = ["able", "read_practise", "solution", "versions", "practice", "about_run"]
    # How the foot begins depends on whether its results are frozen.
    names += ["frozen"] if fragments(WORDS["frozen"][lang])[0] in text else ["ran"]
    lost = [part for name in names for part in fragments(WORDS[name][lang]) if part not in text]
    assert lost == []
    keys = ("search.placeholder", "toc", "action.skip", "footer.generator", "nav")
    assert [key for key in keys if theme_words(lang)[key] not in text] == []
