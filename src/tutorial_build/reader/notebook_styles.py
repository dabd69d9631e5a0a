"""mkdocs-jupyter puts its whole style sheet into every notebook page; keep it once instead."""

import hashlib
import os
import re
from pathlib import Path

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
SMALL = 2_000  # characters; shorter style elements stay where they are


def share_styles(site: Path) -> None:
    """Move the large style elements of practice pages to shared files of the site."""
    for page in sorted(
        [
            *site.glob("practice/*/index.html"),
            *site.glob("*/practice/*/index.html"),
            *site.glob("practice/*.html"),
            *site.glob("*/practice/*.html"),
        ]
    ):
        text = page.read_text(encoding="utf-8")

        def link(match: re.Match[str], page: Path = page) -> str:
            if len(match[1]) < SMALL:
                return match[0]
            name = f"notebook-{hashlib.sha256(match[1].encode()).hexdigest()[:8]}.css"
            target = site / "assets" / "stylesheets" / name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(match[1], encoding="utf-8")
            href = Path(os.path.relpath(target, page.parent)).as_posix()
            return f'<link rel="stylesheet" href="{href}">'

        page.write_text(_STYLE.sub(link, text), encoding="utf-8")
