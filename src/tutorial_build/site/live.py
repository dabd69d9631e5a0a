"""What `serve` does at a save: the page at once, its run behind it, and then the whole site.

The page that was saved is written and shown from here. Where its code changed it runs beside,
while every page stays served. Then another process builds both sites as `mkdocs build` does, and
what differs is brought over; so what is served in the end is what a build gives. A new save ends
all that.
"""

import subprocess
import tempfile
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tutorial_build.errors import ContentError
from tutorial_build.indexes.library import library_addresses, public_names
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.records import Standing, State
from tutorial_build.results.update import Report, keep, locked, run_tutorials
from tutorial_build.site.assemble import assemble_page, sync, write
from tutorial_build.site.prepare import prepare_page
from tutorial_build.source.course import read_course


class Site(Protocol):
    """What is served, and who makes it."""

    folder: Path  # of the Spanish site; the English one lies in `en`

    def show(self, lang: str, name: str) -> None:
        """Make the HTML of one page again from its Markdown."""

    def build(self, folder: Path) -> subprocess.Popen[bytes]:
        """Start to build both sites into a folder."""

    def reload(self) -> None:
        """Tell the browsers that there is something new."""


class Live:
    """The work of one `serve`.

    Args:
        checkout: The course.
        site: What is served.
        report: Told what happens.
    """

    def __init__(self, checkout: Checkout, site: Site, report: Report) -> None:
        self.root = checkout.root
        self.site = site
        self.report = report
        self.visited = ""  # the slug of the page that a browser asked for last
        self._stamps = self._saved()
        self._since = time.monotonic()  # of the last save
        self._stop = threading.Event()
        self._thread = threading.Thread()
        self._process: subprocess.Popen[bytes] | None = None

    def save(self) -> None:
        """Show what was saved as soon as it can be shown, and go on beside."""
        self.stop()
        self._since = time.monotonic()
        before, self._stamps = self._stamps, self._saved()
        changed = [p.name.split(".")[0] for p, s in self._stamps.items() if before.get(p) != s]
        slug = changed[0] if changed else self.visited
        state = self._show(slug) if slug else None
        self._stop = threading.Event()
        arguments = (slug, state, self._stop)
        self._thread = threading.Thread(target=self._follow, args=arguments, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End what an earlier save has started."""
        self._stop.set()
        if self._process is not None:
            self._process.terminate()
        if self._thread.is_alive():
            self._thread.join()

    @cached_property
    def _library(self) -> dict[str, str]:
        return library_addresses(public_names(Checkout(self.root).library.folder))

    def _saved(self) -> dict[Path, int]:
        files = [*self.root.glob("examples/*/*.py"), *self.root.glob("examples/*/*.quiz.yml")]
        return {path: path.stat().st_mtime_ns for path in files}

    def _show(self, slug: str) -> State | None:
        """Bring the page of one tutorial up to date; how it stands, if it can be shown."""
        checkout = Checkout(self.root)
        try:
            course = read_course(self.root)
        except ContentError as error:
            self.report(str(error))
            return None
        if slug not in course.tutorials and slug not in course.errors:
            return None
        made, state = prepare_page(checkout, course, slug)
        for lang, files in assemble_page(checkout, made, slug, self._library).items():
            write(files, checkout.build / "docs" / lang)
            pictures = {name: content for name, content in files.items() if name[-3:] != ".md"}
            write(pictures, self.site.folder / ("en" if lang == "en" else ""))
            self.site.show(lang, f"{course.address(slug)}.md")
        for wrong in made.errors:
            self.report(str(wrong))
        return state

    def _follow(self, slug: str, state: State | None, stop: threading.Event) -> None:
        """Run the page where its code changed; then build everything."""
        try:
            if state and state.standing is Standing.STALE:
                self._run(slug, state, stop)
            if not stop.is_set():
                self._build(stop)
        except (ContentError, OSError) as error:
            self.report(str(error))

    def _run(self, slug: str, state: State, stop: threading.Event) -> None:
        checkout = Checkout(self.root)
        tutorial = read_course(self.root).tutorials[slug]
        with locked(checkout, self.report):
            wanted = [(tutorial, state)]
            for _, outcome in run_tutorials(checkout, wanted, self.report, stop.is_set):
                if isinstance(outcome, ContentError):
                    raise outcome
                keep(checkout, tutorial, outcome)
        if not stop.is_set():
            self._show(slug)
            self.site.reload()

    def _build(self, stop: threading.Event) -> None:
        """Build both sites in another process, and bring over what differs."""
        with tempfile.TemporaryDirectory(prefix="site-") as scratch:
            self._process = self.site.build(Path(scratch))
            failed = self._process.wait()
            if stop.is_set():
                return
            if failed:
                self.report("the rest of the site could not be built; see the lines above")
                return
            files = {p.relative_to(scratch).as_posix(): p for p in Path(scratch).rglob("*")}
            if sync({name: p for name, p in files.items() if p.is_file()}, self.site.folder):
                self.site.reload()
        seconds = time.monotonic() - self._since
        self.report(f"the whole site is up to date, {seconds:.1f} s after the save")
