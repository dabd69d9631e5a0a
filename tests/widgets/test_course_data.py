"""The data that the pages' own runs left for their widgets."""

import base64
import json
from functools import cache

import pytest
from checkouts import LANGUAGES
from sklearn import metrics

from tutorial_build.page.widgets import WIDGETS
from tutorial_build.results.store import load
from tutorial_build.run.protocol import Data

from .conftest import REPOSITORY


@cache
def course_data():
    """The data in the frozen results, by page, language and widget."""
    found = {}
    for path in sorted(REPOSITORY.glob("examples/_frozen/*/*/results.json")):
        results = load(path.parent, REPOSITORY)
        for lang in LANGUAGES:
            outputs = [output for cell in results.page.cells(lang) for output in cell.outputs]
            for output in outputs:
                if isinstance(output, Data):
                    found[path.parent.name, lang, output.widget] = output.value
    return found


def of(widget):
    """The data of a widget, of each page and language."""
    return [data for (_, _, name), data in course_data().items() if name == widget]


def test_every_widget_has_data_in_both_languages():
    there = {(lang, name) for _, lang, name in course_data()}
    assert there == {(lang, name) for lang in LANGUAGES for name in WIDGETS}


def test_the_data_have_the_form_that_the_widget_expects(node):
    forms = {name: node(name.lower(), [("FORM", [])])[0] for name in WIDGETS}
    cases = list(course_data())
    said = node("shared", [("misfit", [course_data()[c], forms[c[2]]]) for c in cases])
    assert dict(zip(cases, said, strict=True)) == dict.fromkeys(cases, "")


def test_the_data_keep_to_their_budget():
    sizes = {
        case: len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
        for case, data in course_data().items()
    }
    assert {case: size for case, size in sizes.items() if size > 100_000} == {}


def test_the_limit_of_the_page_is_that_of_the_widget(node):
    for data in of("I-1"):
        (means,) = node("i-1", [("meansOf", [data["x"], data["y"]])])
        (curvatures,) = node("i-1", [("curvatures", [means])])
        assert data["limit"] == pytest.approx(2 / curvatures[1]["value"], rel=1e-12)
        ((_, losses),) = (d.values() for d in node("i-1", [("descend", [means, [0, 0], 0.75])]))
        assert losses[-1] < losses[0]


def test_the_page_hands_over_the_real_message(node):
    torch = pytest.importorskip("torch")
    with pytest.raises(RuntimeError) as refused:
        torch.zeros(2, 5, 3) + torch.zeros(4, 1)
    for data in of("I-3"):
        assert (data["a"], data["b"]) == ([3, 4], [4])
        (said,) = node("i-3", [("answer", [[2, 5, 3], [4, 1], data["message"]])])
        assert said == str(refused.value)


def test_the_recorded_graph_gives_7_14_21(node):
    for data in of("I-4"):
        nodes = data["nodes"]
        last = len(node("i-4", [("stepsOf", [nodes])])[0])
        assert node("i-4", [("stored", [nodes, 0, k, last]) for k in range(3)]) == [7, 14, 21]
        values = {n["name"]: n["value"] for n in nodes}
        assert values == {"x": 2, "x²": 4, "3x": 6, "x² + 3x": 10, "y": 11}


def test_the_areas_of_the_page_are_those_of_scikit_learn(node):
    for data in of("I-6"):
        scores, labels = data["scores"], data["labels"]
        (found,) = node("i-6", [("curves", [scores, labels])])
        assert found["auc"] == pytest.approx(metrics.roc_auc_score(labels, scores))
        assert found["ap"] == pytest.approx(metrics.average_precision_score(labels, scores))


def test_every_epoch_of_the_replay_is_whole(node):
    for data in of("replay"):
        epochs = len(data["matrices"])
        lists = [data["worst"], data["sure"], *data["history"].values()]
        assert {len(one) for one in lists} == {epochs}
        assert 1 <= data["best"] <= epochs
        sums = node("replay", [("summary", [matrix]) for matrix in data["matrices"]])
        for worst, summary, sure in zip(data["worst"], sums, data["sure"], strict=True):
            assert summary["size"] == len(data["names"])
            assert sure <= summary["errors"]
            confidences = [confidence for *_, confidence in worst]
            assert confidences == sorted(confidences, reverse=True)
            assert len(worst) == 9
            for image, answer, truth, _ in worst:
                assert 0 <= image < len(data["images"])
                assert answer != truth
        assert all(len(base64.b64decode(image)) == 28 * 28 // 2 for image in data["images"])
