"""What stands around the text of a page: front matter, header card, notices, foot."""

import html
import json
from typing import Any

from tutorial_build.page.markup import formulas
from tutorial_build.page.page import View
from tutorial_build.page.widgets import widget_data
from tutorial_build.page.words import date, word
from tutorial_build.source import pairs
from tutorial_build.source.course import Course
from tutorial_build.source.script import Prose

MAP = "<!-- course map -->"  # where a page of the course wants the picture of the map


def notice(text: str) -> str:
    return f'<div class="g-notice" role="note">{html.escape(text)}</div>'


def front_matter(view: View, lang: str) -> str:
    tutorial = view.tutorial
    fields: dict[str, Any] = {
        "title": tutorial.title(lang),
        "description": pairs.side(tutorial.header["description"], lang),
        "source": tutorial.path,
        "notebook": f"{tutorial.address}/{tutorial.slug}.ipynb",  # for content.html
        "search": {"boost": 4},  # a lesson comes before its practice notebook and the indexes
    }
    widgets = list(widget_data(tutorial, view.results, lang))
    if widgets:
        fields["widgets"] = widgets  # main.html brings their scripts
    if tutorial.quiz:
        fields["quiz"] = True  # the same
    if any(isinstance(cell, Prose) and MAP in cell.text[lang] for cell in tutorial.cells):
        fields["map"] = True  # the same
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    comment = word("do_not_edit", lang, source=tutorial.path)
    return "\n".join(["---", *lines, "---", "", f"<!-- {comment} -->"])


def card(view: View, lang: str, course: Course) -> str:
    tutorial = view.tutorial
    objectives = [
        f'<li markdown="span"><span class="g-verb">{word(verb, lang)}</span> '
        f"{formulas(pairs.side(text, lang))}</li>"
        for objective in tutorial.header["objectives"]
        for verb, text in objective.items()
    ]
    seconds = _seconds(view, lang)
    facts = {
        "time": word("read_practise", lang, **tutorial.header["minutes"]),
        "needs": ", ".join(_link(need, lang, course) for need in tutorial.needs)
        or word("nothing", lang),
        "data": ", ".join(tutorial.data) or word("generated", lang),
        "measured": word("seconds", lang, seconds=seconds) if seconds else word("not_run", lang),
    }
    name = tutorial.address.split("/")[1]
    downloads = {
        "script": f"{name}/{tutorial.slug}.py",
        "notebook": f"{name}/{tutorial.slug}.ipynb",
        "practice": f"../practice/{name}.ipynb",
    }
    if not any(cell.exercise for cell in tutorial.cells):
        del downloads["practice"]
    return "\n".join(
        [
            '<div class="g-card" markdown>',
            f'<p class="g-card-title">{word("able", lang)}</p>',
            '<ul class="g-objectives" markdown>',
            *objectives,
            "</ul>",
            '<dl class="g-facts" markdown>',
            *(
                f'<div markdown><dt>{word(key, lang)}</dt><dd markdown="span">{value}</dd></div>'
                for key, value in facts.items()
            ),
            "</dl>",
            '<p class="g-downloads" markdown="span">'
            + " ".join(f"[{word(k, lang)}]({path}){{ .g-button }}" for k, path in downloads.items())
            + " <!-- open in --></p>",  # content.html puts Colab and Binder here
            "</div>",
        ]
    )


def _link(slug: str, lang: str, course: Course) -> str:
    title = course.title(slug, lang)
    return f"[{title}](../{course.address(slug)}.md)" if slug in course.tutorials else title


def _seconds(view: View, lang: str) -> str:
    if view.results is None:
        return ""
    seconds = view.results.sidecar["seconds"]
    return f"{seconds.get(lang, seconds.get('both', 0)):.1f}"


def foot(view: View, lang: str) -> str:
    tutorial = view.tutorial
    lines = []
    if view.results is not None:
        sidecar = view.results.sidecar
        label = {"frozen": "frozen", "ran": "ran"}.get(view.state, "outdated_foot")
        verified = date(max(view.verified, sidecar["date"]), lang)
        lines.append(word(label, lang, date=date(sidecar["date"], lang), verified=verified))
        stack = dict(sidecar["stack"])
        cpu = stack.pop("cpu", "?")
        seconds = _seconds(view, lang)
        lines.append(word("machine", lang, seconds=seconds, memory=sidecar["peak_mb"], cpu=cpu))
        if sidecar.get("commit"):
            lines.append(word("commit", lang, commit=f"<code>{sidecar['commit']}</code>"))
        versions = ", ".join(f"{name} {version}" for name, version in sorted(stack.items()))
        lines.append(f"{word('versions', lang)}: {versions}.")
    lines.append(f"{word('source', lang)}: <code>{tutorial.path}</code>.")
    title = word("about_run", lang)
    return f'<div class="g-foot"><p><strong>{title}.</strong> {" ".join(lines)}</p></div>'
