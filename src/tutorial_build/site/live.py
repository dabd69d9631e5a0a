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
from tutorial_build.run.needs import packages
from tutorial_build.run.pool import warm_up
from tutorial_build.site.assemble import Files, assemble_page, assemble_written, sync, write
from tutorial_build.site.prepare import Build, prepare_page, show_failure
from tutorial_build.site.progress import Progress
from tutorial_build.source.course import Course, read_course


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
        self.progress: Progress | None = None  # of the page that runs now
        self.visited = ""  # the address below its language that a browser asked for last
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
        changed = [path for path, stamp in self._stamps.items() if before.get(path) != stamp]
        stale = self._show_first(list(dict.fromkeys(map(address_of, changed))))
        self._stop = threading.Event()
        arguments = (stale, self._stop)
        self._thread = threading.Thread(target=self._follow, args=arguments, daemon=True)
        self._thread.start()

    def warm_up(self) -> None:
        """Import once what runs need, so that the first one starts at once."""
        library = Checkout(self.root).library
        tutorials = read_course(self.root).tutorials.values()
        warm_up(name for tutorial in tutorials for name in packages(tutorial, library))

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
        """The files that make one page each, and when they were saved."""
        kinds = ("examples/*/*.py", "examples/*/*.quiz.yml", "docs/e[sn]/**/*.md")
        files = (path for kind in kinds for path in self.root.glob(kind))
        return {path.relative_to(self.root): path.stat().st_mtime_ns for path in files}

    def _show_first(self, changed: list[str]) -> dict[str, State]:
        """Show these pages, or else the one that is looked at; return those that have to run."""
        stale = {}
        try:
            course = read_course(self.root)
            slugs = {course.address(s): s for s in course.slugs if course.pages[s].is_written}
            for address in changed or [self.visited]:
                slug = slugs.get(address)
                if slug is None:
                    for name in (f"{address}.md", f"{address}/index.md".lstrip("/")):
                        self._bring(assemble_written(Checkout(self.root), course, name))
                elif (state := self._show(course, slug)) and state.standing is Standing.STALE:
                    stale[slug] = state
        except ContentError as error:
            self.report(str(error))
        return stale

    def _show(self, course: Course, slug: str) -> State | None:
        """Bring the page of one tutorial up to date; how it stands, if it can be shown."""
        checkout = Checkout(self.root)
        made, state = prepare_page(checkout, course, slug)
        self._bring(assemble_page(checkout, made, slug, self._library))
        for wrong in made.errors:
            self.report(str(wrong))
        return state

    def _bring(self, pages: dict[str, Files]) -> None:
        """Write the files of a page, and make its HTML again."""
        for lang, files in pages.items():
            write(files, self.root / "build" / "docs" / lang)
            pictures = {name: content for name, content in files.items() if name[-3:] != ".md"}
            write(pictures, self.site.folder / ("en" if lang == "en" else ""))
            for name in files.keys() - pictures.keys():
                self.site.show(lang, name)

    def _follow(self, stale: dict[str, State], stop: threading.Event) -> None:
        """Run the pages whose code changed; then build everything."""
        try:
            for slug, state in stale.items():
                self._run(slug, state, stop)
            if not stop.is_set():
                self._build(stop)
        except (ContentError, OSError) as error:
            self.report(str(error))

    def _run(self, slug: str, state: State, stop: threading.Event) -> None:
        checkout = Checkout(self.root)
        course = read_course(self.root)
        tutorial = course.tutorials[slug]
        with locked(checkout, self.report):
            wanted = [(tutorial, state)]
            self.progress = Progress(tutorial, next(iter(state.stale)), self.report)
            step = self.progress.step
            for _, outcome in run_tutorials(checkout, wanted, self.report, stop.is_set, step):
                if isinstance(outcome, ContentError):
                    made = Build(course)
                    show_failure(checkout, made, tutorial, state, outcome)
                    self._bring(assemble_page(checkout, made, slug, self._library))
                    self.site.reload()
                    raise outcome
                keep(checkout, tutorial, outcome)
            self.progress = None
        if not stop.is_set():
            self._show(course, slug)
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


def address_of(path: Path) -> str:
    """The address, below its language, of the page that a file of the project makes."""
    if path.parts[0] == "docs":
        return Path(*path.parts[2:]).with_suffix("").as_posix()
    return f"{path.parts[1]}/{path.name.partition('.')[0]}".replace("_", "-")
