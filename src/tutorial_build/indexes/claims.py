"""Index of verified claims, made from the runs."""

from tutorial_build.page.markup import escape
from tutorial_build.page.page import Page
from tutorial_build.page.words import date, word


def claims_page(pages: list[Page], lang: str) -> str:
    """Markdown of the claims index: every claim with its value, expectation, page and day."""
    lines = [f"# {word('claims', lang)}", "", word("claims_intro", lang)]
    head = f"| {word('claim', lang)} | {word('value', lang)} | {word('expected', lang)} |"
    for page in pages:
        found, lesson = page.claims, page.lesson
        if not found or page.sidecar is None:
            continue
        day = date(max(page.verified, page.sidecar.date), lang)
        lines += ["", f"## {lesson.title} {{ #{lesson.name} }}", ""]
        lines += [word("claims_day", lang, count=len(found), date=day), "", head, "|---|---|---|"]
        lines += [
            f"| [`{claim.id}`]({lesson.address}.md#claim-{claim.id}) "
            f"| {escape(claim.shown)} | {escape(claim.expectation[lang])} |"
            for claim in found
        ]
    return "\n".join(lines) + "\n"
