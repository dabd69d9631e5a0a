"""What pages tell those who search: schema.org, robots.txt, the picture beside a link."""

import io
import json

import yaml
from PIL import Image

from tutorial_build.page import schema

from .conftest import REPOSITORY, replace_in

FONT = "docs/theme/assets/fonts/atkinson-next.woff2"
FIGURE = """
# %%
#| alt: "Un punto. // A dot."
import matplotlib.pyplot as plt

plt.figure(figsize=(2, 2))
plt.plot([0], [0], "o")
plt.show()
"""


def fields(checkout, name, lang="en"):
    text = (checkout.root / "build/docs" / lang / name).read_text(encoding="utf-8")
    return yaml.safe_load(text.split("\n---\n")[0])


def test_a_lesson_says_how_long_it_takes_and_what_it_teaches(checkout):
    script = checkout.root / "examples/m1_first/alpha.py"
    replace_in(script, "una cosa // one thing", "una [cosa](#x) (E1) // one **thing** (E1)")
    checkout.build()
    found = fields(checkout, "m1-first/alpha.md")["schema"]
    assert found["@type"] == "LearningResource"
    assert found["timeRequired"] == "PT2M"
    assert found["teaches"] == ["one thing"]


def test_the_home_page_is_the_course_with_all_its_minutes(checkout):
    (checkout.root / "docs/en/index.md").write_text("---\ntitle: Home\n---\n# Home\n", "utf-8")
    checkout.build()
    found = fields(checkout, "index.md")
    assert found["title"] == "Home"
    assert found["schema"]["@type"] == "Course"
    assert found["schema"]["hasCourseInstance"]["courseWorkload"] == "PT4M"


def test_each_question_is_told_with_its_whole_answer_as_plain_text():
    text = """# Asked

## Some { #some }

### May `x` be *0*? { #zero }

**Yes**, see
[that](a.md).

It may.

### And 1? { #one }

No.

## Others { #others }

Nothing asked.
"""
    asked = schema.questions(text)["mainEntity"]
    assert [(one["@id"], one["acceptedAnswer"]["text"]) for one in asked] == [
        ("#zero", "Yes, see that. It may."),
        ("#one", "No."),
    ]
    assert asked[0]["name"] == "May x be *0*?"


def test_every_question_of_the_course_is_told():
    text = (REPOSITORY / "docs/en/faq.md").read_text(encoding="utf-8")
    asked = schema.questions(text)["mainEntity"]
    assert len(asked) == text.count("\n### ") > 20
    assert "](" not in json.dumps(asked)


def test_robots_find_the_pages_of_both_languages(checkout):
    checkout.build()
    text = (checkout.root / "build/docs/es/robots.txt").read_text()
    assert text.splitlines()[-2:] == [
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
        "Sitemap: http://127.0.0.1:8000/en/sitemap.xml",
    ]


def test_a_page_with_a_figure_is_shared_with_a_picture_of_it(checkout):
    path = checkout.root / "examples/m1_first/beta.py"
    path.write_text(path.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    font = checkout.root / FONT
    font.parent.mkdir(parents=True)
    font.write_bytes((REPOSITORY / FONT).read_bytes())
    checkout.build()
    told = fields(checkout, "m1-first/beta.md")["card"]
    assert told == {"file": "m1-first/beta/card.png", "alt": "A dot."}
    made = (checkout.root / "build/docs/en/m1-first/beta/card.png").read_bytes()
    picture = Image.open(io.BytesIO(made))
    assert picture.size == (1200, 630)
    right = picture.convert("RGB").crop((650, 60, 1140, 570))
    assert len(right.getcolors(maxcolors=10_000)) > 10  # the figure stands there
    assert "card" not in fields(checkout, "m1-first/alpha.md")
