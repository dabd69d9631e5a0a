"""What a page is, as schema.org says it to those who search. main.html adds what all share."""

import re
from collections.abc import Sequence

from tutorial_build.run.protocol import Json
from tutorial_build.source.glossary import Term
from tutorial_build.source.script import Lesson, Minutes

Thing = dict[str, Json]
CONTEXT: Thing = {"@context": "https://schema.org"}
QUESTION = re.compile(r"^### (.+?) \{ #([\w-]+) \}\n+(.+?)(?=\n+^#|\Z)", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
QUOTED = re.compile(r" \((?:E\d|pregunta|question)[^()]*\)")  # what an objective leads to
SIGNS = re.compile(r"\*\*|`")


def course(minutes: int) -> Thing:
    """The whole course, by the time it takes."""
    work: Thing = {
        "@type": "CourseInstance",
        "courseMode": "Online",
        "courseWorkload": time(minutes),
    }
    offer: Thing = {"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": "USD"}
    return CONTEXT | {"@type": "Course", "hasCourseInstance": work, "offers": offer}


def lesson(shown: Lesson) -> Thing:
    """A lesson, with what it teaches."""
    minutes: Minutes = shown.header.minutes
    return CONTEXT | {
        "@type": "LearningResource",
        "learningResourceType": "tutorial",
        "timeRequired": time(minutes.read + minutes.practise),
        "teaches": [plain(QUOTED.sub("", objective.text)) for objective in shown.header.objectives],
    }


def questions(text: str) -> Thing:
    """A page of questions, each a heading with its answer below."""
    found: list[Json] = [
        {
            "@type": "Question",
            "@id": f"#{anchor}",
            "name": plain(question),
            "acceptedAnswer": {"@type": "Answer", "text": plain(answer)},
        }
        for question, anchor, answer in QUESTION.findall(text)
    ]
    return CONTEXT | {"@type": "FAQPage", "mainEntity": found}


def terms(known: Sequence[Term], lang: str) -> Thing:
    """The glossary."""
    found: list[Json] = [
        {
            "@type": "DefinedTerm",
            "@id": f"#{term.id}",
            "name": plain(term.name[lang]),
            "description": plain(term.definition[lang]),
        }
        for term in known
    ]
    return CONTEXT | {"@type": "DefinedTermSet", "hasDefinedTerm": found}


def time(minutes: int) -> str:
    """As ISO 8601 writes a duration."""
    return f"PT{minutes}M"


def plain(text: str) -> str:
    """Prose without the signs of Markdown, on one line."""
    return " ".join(SIGNS.sub("", LINK.sub(r"\1", text)).split())
