"""What stands around the text of a page: front matter, header card, foot."""

from markupsafe import Markup

from tutorial_build.page import schema
from tutorial_build.page.markup import fill
from tutorial_build.page.page import Page, Said
from tutorial_build.page.words import date, word
from tutorial_build.results.records import Standing
from tutorial_build.run.protocol import Json
from tutorial_build.source.course import Course

SOCIAL_CARD = "card.png"  # beside the other files of a page that has a figure
MAP = "<!-- course map -->"  # where a page of the course wants the picture of the map


def front_matter(page: Page, course: Course) -> str:
    lesson = page.lesson
    fields: dict[str, Json] = {
        "title": lesson.title,
        "description": lesson.header.description,
        "source": lesson.path,
        "notebook": f"{lesson.address}/{lesson.slug}.ipynb",  # for content.html
    }
    fields["next"] = _next(page, course)  # for footer.html
    fields["schema"] = schema.lesson(lesson)
    if page.figures:
        file = f"{lesson.address}/{SOCIAL_CARD}"
        fields["card"] = {"file": file, "alt": page.figures[0].alt}
    if widgets := list(page.widgets):
        fields["widgets"] = widgets  # main.html brings their scripts
    if lesson.quiz:
        fields["quiz"] = True  # the same
    if any(isinstance(cell, Said) and MAP in cell.text for cell in page.cells):
        fields["map"] = True  # the same
    return fill("front_matter", page.lang, fields=fields)


def _next(page: Page, course: Course) -> Json:
    """The written page behind this one, or the map."""
    slugs = [slug for slug in course.slugs if slug in course.tutorials]
    behind = slugs[slugs.index(page.lesson.slug) + 1 :] if page.lesson.slug in slugs else []
    if not behind:
        return {"title": str(word("map", page.lang)), "address": "map"}
    return {"title": course.title(behind[0], page.lang), "address": course.address(behind[0])}


def card(page: Page, course: Course) -> str:
    lesson, lang = page.lesson, page.lang
    minutes = lesson.header.minutes
    seconds = f"{page.seconds:.1f}"
    facts = {
        "time": word("read_practise", lang, read=minutes.read, practise=minutes.practise),
        "needs": Markup(", ".join(_link(need, page, course) for need in lesson.header.needs))
        or word("nothing", lang),
        "data": _data(page),
        "measured": word("seconds", lang, seconds=seconds, memory=page.sidecar.peak_mb)
        if page.sidecar
        else word("not_run", lang),
    }
    downloads = {
        "script": f"{lesson.name}/{lesson.slug}.py",
        "notebook": f"{lesson.name}/{lesson.slug}.ipynb",
    }
    tasks = {cell.exercise: cell.exercise.lower() for cell in lesson.cells if cell.exercise}
    if tasks:
        downloads["practice"] = f"../practice/{lesson.name}.ipynb"
    if lesson.quiz:
        tasks[str(word("quiz", lang))] = "quiz"
    return fill(
        "card",
        lang,
        minutes=minutes.read,
        objectives=lesson.header.objectives,
        facts=facts,
        tasks=tasks,
        downloads=downloads,
    )


def _data(page: Page) -> str:
    """The data sets of a page, with what they weigh where that is known."""
    names = ", ".join(page.lesson.data)
    if names and page.download_bytes:
        return word("download", page.lang, names=names, mb=round(page.download_bytes / 1e6))
    return names or word("generated", page.lang)


def _link(slug: str, page: Page, course: Course) -> str:
    title = course.title(slug, page.lang)
    return f"[{title}](../{course.address(slug)}.md)" if slug in course.tutorials else title


def foot(page: Page) -> str:
    lang, sidecar = page.lang, page.sidecar
    lines = []
    if sidecar:
        label = {Standing.FRESH: "frozen", Standing.RAN: "ran"}.get(page.standing, "outdated_foot")
        days = {"date": date(sidecar.date, lang), "verified": date(page.day, lang)}
        lines.append(word(label, lang, **days))
        stack = dict(sidecar.stack)
        facts = {"seconds": f"{page.seconds:.1f}", "memory": sidecar.peak_mb}
        lines.append(word("machine", lang, cpu=stack.pop("cpu", "?"), **facts))
        if sidecar.commit:
            lines.append(word("commit", lang, commit=sidecar.commit))
        versions = ", ".join(f"{name} {version}" for name, version in sorted(stack.items()))
        lines.append(word("versions", lang, versions=versions))
    return fill("foot", lang, lines=lines, path=page.lesson.path)
