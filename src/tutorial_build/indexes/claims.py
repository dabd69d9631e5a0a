"""Index of verified claims, made from the runs."""

from tutorial_build.page import claims
from tutorial_build.page.markup import escape
from tutorial_build.page.page import View
from tutorial_build.page.words import date, word


def claims_page(views: list[View], lang: str) -> str:
    """Markdown of the claims index: every claim with its value, expectation, page and day."""
    lines = [f"# {word('claims', lang)}", "", word("claims_intro", lang)]
    for view in views:
        if view.results is None:
            continue
        found = [claim for cell in view.results.run(lang)["cells"] for claim in cell["claims"]]
        if not found:
            continue
        page = f"{view.tutorial.address}.md"
        day = date(max(view.verified, view.results.sidecar["date"]), lang)
        lines += [
            "",
            f"## {view.tutorial.title(lang)} {{ #{view.tutorial.address.split('/')[1]} }}",
        ]
        lines += ["", word("claims_day", lang, count=len(found), date=day), ""]
        lines += [f"| {word('claim', lang)} | {word('value', lang)} | {word('expected', lang)} |"]
        lines += ["|---|---|---|"]
        lines += [
            f"| [`{claim['id']}`]({page}#claim-{claim['id']}) | {escape(claims.value(claim))} "
            f"| {escape(claims.expectation(claim, lang))} |"
            for claim in found
        ]
    return "\n".join(lines) + "\n"
