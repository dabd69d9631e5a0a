"""The seams between words and code, between the languages, and between the parts."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from offenders import check_each

from tutorial_build import cli
from tutorial_build.indexes.library import names_of_library, public_names
from tutorial_build.results.checkout import Checkout
from tutorial_build.results.store import PAGE_LIMIT, load, size
from tutorial_build.source.course import Course, read_course

REPOSITORY = Path(__file__).parents[1]

# Public names of the library that wait for a page still to be written. When the code of a page
# names one, or its runs execute it, a test asks to take it off this list, which only ever shrinks.
WAITING_BY_MODULE = """
    checkpoints: Checkpoint load_checkpoint save_checkpoint
    checks: check_raises
    data: TextData cifar_classes load_banking77 load_cifar10 load_clinc150
        load_dbpedia14 load_fragments load_sign_digits load_sonnets make_csv make_moons
        make_order_task make_shapes make_sine make_xor shape_classes split_groups
    metrics: auc average_precision brier_score expected_calibration_error f1 false_positive_rate
        log_loss pr_curve precision r2 recall rmse roc_auc roc_curve
    models: BagClassifier LSTMClassifier SmallCNN trace_shapes
    plots: plot_feature_maps plot_layer_histograms plot_network plot_pr plot_predictions
        plot_roc
    resnet: ResNet20
    tensorboard: TensorBoard
    text: Vocabulary collate_offsets collate_padded pad tokenize
    transfer: freeze freeze_batch_norm load_pretrained parameter_groups replace_head
"""


@cache
def opened() -> tuple[Checkout, Course]:
    """This project and its course, read once."""
    return Checkout(REPOSITORY), read_course(REPOSITORY)


def waiting() -> set[str]:
    names = set()
    for word in WAITING_BY_MODULE.split():
        if word.endswith(":"):
            module = word.removesuffix(":")
        else:
            names.add(f"{module}.{word}")
    return names


@cache
def used_and_public() -> tuple[set[str], set[str]]:
    project, course = opened()
    tutorials = course.tutorials.values()
    named = set().union(*(names_of_library(tutorial.lessons[0]) for tutorial in tutorials))
    frozen = (load(project.frozen(tutorial), project.root) for tutorial in tutorials)
    uses = set().union(*(results.uses for results in frozen if results))
    entries = {
        f"{entry.module}.{entry.name}": entry
        for entry in public_names(project.library.folder)
        if not entry.name.endswith("Error")  # pages meet them without naming or calling them
    }
    return {name for name, entry in entries.items() if entry.serves(uses, named)}, set(entries)


@pytest.mark.slow
def test_every_public_name_of_the_library_serves_some_tutorial():
    used, public = used_and_public()
    idle = public - used - waiting() - {"exercises.check_exercise"}  # of practice notebooks
    assert not idle, f"no tutorial reaches {sorted(idle)}; use them on a page or remove them"


def test_no_name_waits_that_a_tutorial_uses_already():
    used, public = used_and_public()
    gone, served = waiting() - public, waiting() & used
    assert not gone, f"take {sorted(gone)} off WAITING_BY_MODULE: the library has no such name"
    assert not served, f"take {sorted(served)} off WAITING_BY_MODULE: a page uses them now"


DOCS = REPOSITORY / "docs"
HEADING = re.compile(r"^(#{1,6}) .*?(?:\{\s*#([\w-]+)\s*\})?\s*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:href|src)=\"([^\"]+)\"")
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)


def pages(lang):
    folder = DOCS / lang
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


@cache
def plain(lang, name):
    return FENCE.sub("", (DOCS / lang / name).read_text(encoding="utf-8"))


def headings(lang, name):
    return [(len(m[1]), m[2]) for m in HEADING.finditer(plain(lang, name))]


def links(lang, name):
    return sorted(a or b for a, b in LINK.findall(plain(lang, name)))


def test_the_hand_written_pages_are_mirrored_file_by_file():
    names = [
        sorted(path.relative_to(DOCS / lang).as_posix() for path in (DOCS / lang).rglob("*"))
        for lang in ("es", "en")
    ]
    assert names[0] == names[1]
    assert len(pages("es")) > 10


def test_hand_written_pages_have_the_same_headings_and_anchors():
    def check(name):
        assert headings("es", name) == headings("en", name)

    check_each(pages("es"), check)


def test_headings_below_the_first_have_an_anchor():
    # Without one, the two languages would be linked by different names.
    bare = [
        f"{name}: {match[0]!r} needs {{ #anchor }}"
        for name in pages("es")
        for match in HEADING.finditer(plain("es", name))
        if len(match[1]) > 1 and not match[2]
    ]
    assert not bare, "\n".join(bare)


def test_hand_written_pages_have_the_same_links():
    def check(name):
        assert links("es", name) == links("en", name)

    check_each(pages("es"), check)


def test_the_navigation_of_both_configurations_is_up_to_date(monkeypatch, capsys):
    # What `tutorial nav --check` does, with a project that was read already.
    monkeypatch.setattr(cli, "_open", opened)
    monkeypatch.setattr("sys.argv", ["tutorial", "nav", "--check"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert (end.value.code or 0, capsys.readouterr().err) == (0, "")


def tracked():
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [REPOSITORY / name for name in done.stdout.split("\0") if name]


# The beginnings of paths that only some machine has.
FOLDERS = ("work", "root", "home", "Users", "tmp", "mnt", "opt")
MACHINE = re.compile(rf"(?<![\w.~/\-])/(?:{'|'.join(FOLDERS)})/|[A-Z]:\\\\?Users")


def test_no_file_names_a_path_of_some_machine():
    found = []
    for path in filter(Path.is_file, tracked()):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(REPOSITORY)
        found += [f"{name}: {match[0]}" for match in MACHINE.finditer(text)]
    assert not found, "\n".join(found)


def test_every_module_of_the_course_has_an_index_page_in_both_languages():
    wanted = [
        DOCS / lang / module.address / "index.md"
        for module in opened()[1].modules
        for lang in ("es", "en")
    ]
    missing = [str(path.relative_to(DOCS)) for path in wanted if not path.exists()]
    assert not missing, "\n".join(missing)


FROZEN = REPOSITORY / "examples/_frozen"


def test_every_frozen_folder_belongs_to_a_page():
    known = {f"{t.module}/{t.slug}" for t in opened()[1].tutorials.values()}
    kept = {path.parent.relative_to(FROZEN).as_posix() for path in FROZEN.glob("*/*/results.json")}
    assert kept - known == set()
    assert kept


def test_frozen_results_are_small():
    sizes = {path: size(path) for path in FROZEN.glob("*/*") if path.is_dir()}
    large = [f"{path.name}: {kept} bytes" for path, kept in sizes.items() if kept > PAGE_LIMIT]
    assert not large, "\n".join(large)
    assert 0 < sum(sizes.values()) <= 30_000_000
