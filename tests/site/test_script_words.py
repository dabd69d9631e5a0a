"""The words that scripts say: locales/*.json, and what of them each page brings."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from checkouts import LANGUAGES, REPOSITORY
from conftest import Site

THEME = REPOSITORY / "docs" / "theme"
SCRIPTS = THEME / "assets" / "js"
TEXTS = {lang: (THEME / "locales" / f"{lang}.json").read_text("utf-8") for lang in LANGUAGES}
WORDS: dict[str, dict[str, dict[str, Any]]] = {lang: json.loads(TEXTS[lang]) for lang in LANGUAGES}

SAID = re.compile(r"(?<!gradiente\.)\b(?:words|common)\.(\w+)")


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text, with its place: `("map.sum", "Tu progreso: {read} de …")`."""
    if isinstance(value, str):
        yield place, value
    else:
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, f"{place}.{key}")


def code(section: str) -> str:
    """The scripts that may say the words of a section: its own, and what those bring in."""
    names = {section, "widgets/shared"} if section.startswith("widgets/") else {section}
    names |= {f"{section}/{path.stem}" for path in (SCRIPTS / section).glob("*.js")}
    return "\n".join((SCRIPTS / f"{name}.js").read_text("utf-8") for name in names)


def test_both_languages_have_the_same_keys_in_the_same_order() -> None:
    spanish, english = (dict(leaves(WORDS[lang])) for lang in LANGUAGES)
    assert list(spanish) == list(english)
    assert len(spanish) > 150
    for place, text in spanish.items():
        fields = [sorted(re.findall(r"\{\w+\}", one)) for one in (text, english[place])]
        assert fields[0] == fields[1], place


@pytest.mark.parametrize("section", WORDS["es"])
def test_each_key_is_used_and_no_other(section: str) -> None:
    known = set(WORDS["es"][section])
    own = SAID.findall(
        code(section) if section == "search" else (SCRIPTS / f"{section}.js").read_text("utf-8")
    )
    # The frame of all figures says the title, the question, the answers and the reply of each.
    said_of_each = {"title", "question", "answers", "reply"} if "shared" in section else set()
    assert set(own) <= known | said_of_each
    script = code(section)  # a key may also be chosen among several: words[kind]
    assert known <= {*SAID.findall(script), *re.findall(r'"(\w+)"', script)}


def test_no_text_means_something_to_a_template_or_ends_a_script(lang: str) -> None:
    assert not re.search(r"\{[{%#]|[}%#]\}|</", re.sub(r"\}\s*\}", "}", TEXTS[lang]))


@pytest.mark.slow
def test_a_page_brings_the_words_of_its_scripts(site: Site, lang: str) -> None:
    for page, html in site.pages.items():
        if html.one("html")["lang"] == lang:
            sources = [script["src"].partition("/js/")[2] for script in html.all("script")]
            names = [source.removesuffix(".js") for source in sources]
            near = [script["data-widgets"] for script in html.all("script")]
            names += [f"widgets/{name}" for name in " ".join(near).split()]  # fetched when near
            brought = html.source.partition('<script id="g-words" type="application/json">')[2]
            wanted = {name: WORDS[lang][name] for name in names if name in WORDS[lang]}
            assert json.loads(brought.partition("</script>")[0]) == wanted, page
