"""The data that the pages' own runs left for their widgets."""

import base64
import gzip
import json
from pathlib import Path

import pytest
from sklearn import metrics

FROZEN = Path(__file__).parents[2] / "examples" / "_frozen"


def outputs():
    """Every data output of the frozen results: page, language, widget and value."""
    for path in sorted(FROZEN.glob("*/*/results.json")):
        runs = json.loads(path.read_text(encoding="utf-8"))["runs"]
        for lang, run in runs.items():
            for cell in run["cells"]:
                for output in cell["outputs"]:
                    if output["type"] == "data":
                        packed = (path.parent / output["file"]).read_bytes()
                        value = json.loads(gzip.decompress(packed))
                        yield pytest.param(
                            output["widget"],
                            value,
                            id=f"{path.parent.name}-{lang}-{output['widget']}",
                        )


OUTPUTS = list(outputs())


def of(widget):
    found = [one for one in OUTPUTS if one.values[0] == widget]
    return pytest.mark.parametrize(
        "data", [pytest.param(one.values[1], id=one.id) for one in found]
    )


@pytest.mark.parametrize(("widget", "data"), OUTPUTS)
def test_the_data_have_the_form_that_the_widget_expects(node, widget, data):
    (form,) = node(widget.lower(), [("FORM", [])])
    assert node("shared", [("misfit", [data, form])]) == [""]


@pytest.mark.parametrize(("widget", "data"), OUTPUTS)
def test_the_data_keep_to_their_budget(widget, data):
    size = len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    assert size <= 100_000, f"{widget}: {size} bytes"


@of("I-1")
def test_the_limit_of_the_page_is_that_of_the_widget(node, data):
    (curvatures,) = node("i-1", [("curvatures", [data["means"]])])
    assert data["limit"] == pytest.approx(2 / curvatures[1]["value"], rel=1e-12)
    ((_, losses),) = (d.values() for d in node("i-1", [("descend", [data["means"], [0, 0], 0.75])]))
    assert losses[-1] < losses[0]


@of("I-3")
def test_the_page_hands_over_the_real_message(node, data):
    torch = pytest.importorskip("torch")
    assert (data["a"], data["b"]) == ([3, 4], [4])
    (said,) = node("i-3", [("answer", [[2, 5, 3], [4, 1], data["message"]])])
    with pytest.raises(RuntimeError) as refused:
        torch.zeros(2, 5, 3) + torch.zeros(4, 1)
    assert said == str(refused.value)


@of("I-4")
def test_the_recorded_graph_gives_7_14_21(node, data):
    nodes = data["nodes"]
    last = len(node("i-4", [("stepsOf", [nodes])])[0])
    assert node("i-4", [("stored", [nodes, 0, k, last]) for k in range(3)]) == [7, 14, 21]
    values = {n["name"]: n["value"] for n in nodes}
    assert values == {"x": 2, "x²": 4, "3x": 6, "x² + 3x": 10, "y": 11}


@of("I-6")
def test_the_areas_of_the_page_are_those_of_scikit_learn(node, data):
    scores, labels = data["scores"], data["labels"]
    (found,) = node("i-6", [("curves", [scores, labels])])
    assert found["auc"] == pytest.approx(metrics.roc_auc_score(labels, scores))
    assert found["ap"] == pytest.approx(metrics.average_precision_score(labels, scores))


@of("replay")
def test_every_epoch_of_the_replay_is_whole(node, data):
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
