"""What the widgets compute in the browser, beside the same computed here."""

import base64
import itertools

import numpy as np
import pytest
from sklearn import metrics

from tutorial_lib.autograd import Value
from tutorial_lib.data import make_line

pytestmark = pytest.mark.slow  # each starts node

X, Y = (part[:80] for part in make_line(100))  # (80, 1), (80, 1)
MEANS = {
    "x": X.mean(),
    "xx": (X**2).mean(),
    "y": Y.mean(),
    "xy": (X * Y).mean(),
    "yy": (Y**2).mean(),
}
HESSIAN = 2 * np.array([[1, X.mean()], [X.mean(), (X**2).mean()]])
START = [0.49671415, -0.1382643]


def mse(b, w):
    return ((b + w * X - Y) ** 2).mean()


def descend(b, w, lr, steps=100):
    """Points and losses, until the loss passes the 1e12 at which the widget gives up."""
    path, losses = [[b, w]], [mse(b, w)]
    while len(path) <= steps and losses[-1] < 1e12:
        error = b + w * X - Y  # (80, 1)
        b, w = b - lr * 2 * error.mean(), w - lr * 2 * (X * error).mean()
        path.append([b, w])
        losses.append(mse(b, w))
    return path, losses


# ——— I-1 ———


@pytest.mark.parametrize("lr", [0.01, 0.1, 0.4, 0.75, 0.8, 0.81, 1.0, 1.2])
def test_every_step_of_a_descent_is_that_of_the_data(node, lr):
    starts = [START, [-1.0, 5.0], [3.0, -1.0]]
    descents = node("i-1", [("descend", [MEANS, start, lr]) for start in starts])
    for start, made in zip(starts, descents, strict=True):
        path, losses = descend(*start, lr)
        np.testing.assert_allclose(made["path"], path, rtol=1e-8, atol=1e-9)
        np.testing.assert_allclose(made["losses"], losses, rtol=1e-8, atol=1e-12)


def test_five_means_stand_for_the_data(node):
    (found,) = node("i-1", [("meansOf", [X.ravel().tolist(), Y.ravel().tolist()])])
    assert found == pytest.approx(MEANS)


def test_a_path_leaves_the_map_where_its_way_crosses_the_edge(node):
    # The map ends at w = -1 and b = 3: from (1, 2) to (1, -4) half of the way, to (7, 4) a third.
    ways = [[[1, 2], [1, -4]], [[1, 2], [7, 4]]]
    assert node("i-1", [("crossing", way) for way in ways]) == [[1, -1], [3, pytest.approx(8 / 3)]]
    paths = [[[0, 0], [2.9, 5], [3.1, 0]], [[0, 0]]]
    assert node("i-1", [("leaving", [path]) for path in paths]) == [2, -1]


def test_the_challenge_is_ten_steps_from_a_loss_of_one(node):
    ten, eleven = ({"kind": "arrives", "step": step} for step in (10, 11))
    cases = [([1.0], ten), ([1.0], eleven), ([0.9], ten), ([2.0], {"kind": "short", "step": -1})]
    reached = node("i-1", [("isGoal", list(case)) for case in cases])
    assert reached == [True, False, False, False]


def test_the_challenge_can_be_met_along_the_steepest_direction(node):
    values, vectors = np.linalg.eigh(HESSIAN)
    bottom = np.linalg.lstsq(np.hstack([np.ones_like(X), X]), Y)[0].ravel()
    b, w = (bottom - vectors[:, 1] * np.sign(vectors[0, 1])).round(2)
    lr = round(1 / values[1], 2)
    _, losses = descend(b, w, lr)
    (ending,) = node("i-1", [("verdict", [MEANS, losses, lr])])
    assert node("i-1", [("isGoal", [losses, ending])]) == [True]


def test_the_minimum_is_least_squares(node):
    exact = np.linalg.lstsq(np.hstack([np.ones_like(X), X]), Y)[0].ravel()
    (found,) = node("i-1", [("minimum", [MEANS])])
    np.testing.assert_allclose(found, exact, rtol=1e-10)


def test_the_curvatures_are_the_eigenvalues_of_the_hessian(node):
    values, vectors = np.linalg.eigh(HESSIAN)
    (found,) = node("i-1", [("curvatures", [MEANS])])
    np.testing.assert_allclose([one["value"] for one in found], values, rtol=1e-10)
    for one, vector in zip(found, vectors.T, strict=True):
        assert abs(np.dot(one["direction"], vector)) == pytest.approx(1)  # either sign


def test_a_contour_joins_points_of_equal_loss(node):
    levels = [0.05, 1, 20]
    lines = node("i-1", [("contour", [MEANS, level]) for level in levels])
    for level, line in zip(levels, lines, strict=True):
        assert [mse(b, w) for b, w in line] == pytest.approx([level] * 73)


def test_a_descent_is_judged_by_how_it_ends(node):
    # Above 2 / largest curvature it diverges; above half of that, steps jump across the valley.
    limit = 2 / np.linalg.eigvalsh(HESSIAN)[1]
    rates = {"short": 0.05, "arrives": 0.9 * limit, "grows": 1.005 * limit, "explodes": 1.2 * limit}
    for kind, lr in rates.items():
        losses = descend(*START, lr)[1]
        (verdict,) = node("i-1", [("verdict", [MEANS, losses, lr])])
        assert verdict["kind"] == kind
        if kind == "arrives":
            assert verdict["zigzag"]
            lowest = mse(*np.linalg.lstsq(np.hstack([np.ones_like(X), X]), Y)[0].ravel())
            assert verdict["step"] == next(k for k, v in enumerate(losses) if v - lowest < 1e-4)
        if kind == "explodes":
            assert verdict["step"] == next(k for k, v in enumerate(losses) if v > 1000)


# ——— I-2 ———

ORDERS = [np.random.default_rng(seed).permutation(80).tolist() for seed in range(3)]
DRAWN = {"x": X.ravel().tolist(), "y": Y.ravel().tolist(), "start": START, "orders": ORDERS}
SCALINGS = [(1, 0), (7, 0), (20, 0), (1, 1), (20, 1)]


def scaled(scale, standardized):
    """The input as chosen, its Hessian, the start on the same line, and the minimum."""
    x, (b, w) = scale * X, START
    shift, spread = (x.mean(), x.std()) if standardized else (0, 1)
    z = (x - shift) / spread
    hessian = 2 * np.array([[1, z.mean()], [z.mean(), (z**2).mean()]])
    start = [b + w / scale * shift, w / scale * spread]
    return z, hessian, start, np.linalg.lstsq(np.hstack([np.ones_like(z), z]), Y)[0].ravel()


@pytest.mark.parametrize(("scale", "standardized"), SCALINGS)
def test_a_scaled_input_has_the_valley_of_its_hessian(node, scale, standardized):
    z, hessian, start, bottom = scaled(scale, standardized)
    (found,) = node("i-2", [("problem", [DRAWN, scale, standardized])])
    flat, steep = np.linalg.eigvalsh(hessian)
    assert found["condition"] == pytest.approx(steep / flat, rel=1e-8)
    assert found["limit"] == pytest.approx(2 / steep)
    assert found["start"] == pytest.approx(start)
    assert found["bottom"] == pytest.approx(bottom)
    assert found["lowest"] == pytest.approx(((bottom[0] + bottom[1] * z - Y) ** 2).mean())


@pytest.mark.parametrize(("scale", "standardized"), SCALINGS)
def test_steps_are_counted_until_the_loss_is_close(node, scale, standardized):
    z, hessian, (b, w), bottom = scaled(scale, standardized)
    lowest = ((bottom[0] + bottom[1] * z - Y) ** 2).mean()
    lr, steps = 2 / np.linalg.eigvalsh(hessian)[1] / 5, 0
    while ((error := b + w * z - Y) ** 2).mean() - lowest > 1e-6:
        b, w, steps = b - lr * 2 * error.mean(), w - lr * 2 * (z * error).mean(), steps + 1
    assert node("i-2", [("steps", [DRAWN, scale, standardized])]) == [steps]


@pytest.mark.parametrize("size", [1, 16, 80, 32])  # 32 leaves a short last batch
@pytest.mark.parametrize(("scale", "standardized"), SCALINGS)
def test_a_descent_by_batches_is_that_of_the_data(node, scale, standardized, size):
    z, hessian, (b, w), _ = scaled(scale, standardized)
    lr, path = 2 / np.linalg.eigvalsh(hessian)[1] / 5, [[b, w]]
    for order in ORDERS:
        for first in range(0, 80, size):
            batch = order[first : first + size]
            error = b + w * z[batch] - Y[batch]
            b, w = b - lr * 2 * error.mean(), w - lr * 2 * (z[batch] * error).mean()
            path.append([b, w])
    (found,) = node("i-2", [("walk", [DRAWN, scale, standardized, size])])
    np.testing.assert_allclose(found, path, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize(("scale", "standardized"), SCALINGS)
def test_a_contour_of_a_scaled_input_joins_points_of_equal_loss(node, scale, standardized):
    z, *_ = scaled(scale, standardized)
    (problem,) = node("i-2", [("problem", [DRAWN, scale, standardized])])
    (line,) = node("i-2", [("contour", [problem, 0.3])])
    losses = [((b + w * z - Y) ** 2).mean() - problem["lowest"] for b, w in line]
    assert losses == pytest.approx([0.3] * 73)
    assert node("i-2", [("above", [problem, point]) for point in line]) == pytest.approx(losses)


# ——— I-3 ———

SHAPES = [shape for n in range(4) for shape in itertools.product((1, 2, 3), repeat=n)]  # 40


def torch_answers(a, b):
    """The shape of the sum, or the message."""
    torch = pytest.importorskip("torch")
    try:
        return str((torch.zeros(a) + torch.zeros(b)).shape)
    except RuntimeError as error:
        return str(error)


def test_every_pair_of_shapes_gets_the_answer_of_pytorch(node):
    message = torch_answers((2, 7), (9,)).replace("(7)", "({a})").replace("(9)", "({b})")
    message = message.replace("dimension 1", "dimension {axis}")
    pairs = list(itertools.product(SHAPES, SHAPES))
    assert len(pairs) == 1600
    found = node("i-3", [("answer", [a, b, message]) for a, b in pairs])
    assert found == [torch_answers(a, b) for a, b in pairs]


def test_every_sum_is_that_of_numpy(node):
    def counted(shape):
        return np.arange(1, np.prod(shape, dtype=int) + 1).reshape(shape)

    fit = [pair for pair in itertools.product(SHAPES, SHAPES) if "Size" in torch_answers(*pair)]
    found = node("i-3", [("sums", pair) for pair in fit])
    assert found == [(10 * counted(a) + counted(b)).ravel().tolist() for a, b in fit]
    assert node("i-3", [("sums", [[3, 4], [3]])]) == [None]


def test_a_copy_is_what_numpy_reads_twice(node):
    shapes = ((3, 1), (1, 4), (4,), (), (2, 1, 4))
    for shape in shapes:
        memory = np.arange(np.prod(shape, dtype=int)).reshape(shape)
        over = np.broadcast_to(memory, (2, 3, 4))
        places = list(np.ndindex(2, 3, 4))
        found = node("i-3", [("source", [shape, place]) for place in places])
        assert [one["at"] for one in found] == over.ravel().tolist()
        seen = set()
        for one in found:  # the first time a number is read it exists, afterwards it is a copy
            assert one["copied"] == (one["at"] in seen)
            seen.add(one["at"])


def test_both_axes_of_a_column_and_a_row_are_repeated(node):
    (found,) = node("i-3", [("align", [[3, 1], [4]])])
    assert found["shape"] == [3, 4]
    assert [(axis["a"], axis["b"], axis["repeated"]) for axis in found["axes"]] == [
        (3, None, "b"),
        (1, 4, "a"),
    ]


def test_a_shape_ends_at_the_first_missing_axis(node):
    sizes = [[4, 3, 2], [4, 3, 0], [4, 0, 2], [0, 0, 0]]
    found = node("i-3", [("shapeOf", [one]) for one in sizes])
    assert found == [[2, 3, 4], [3, 4], [4], []]
    assert node("i-3", [("tuple", [one]) for one in found]) == ["(2, 3, 4)", "(3, 4)", "(4,)", "()"]


# ——— I-4 ———

# y = x² + 3x + 1 at 2, each input with its local derivative: 2x = 4 and 3, and 1 through sums.
POLYNOMIAL = [
    {"value": 2, "inputs": []},
    {"value": 4, "inputs": [[0, 4]]},
    {"value": 6, "inputs": [[0, 3]]},
    {"value": 10, "inputs": [[1, 1], [2, 1]]},
    {"value": 11, "inputs": [[3, 1]]},
]


def test_accumulated_passes_give_7_14_21(node):
    last = len(node("i-4", [("stepsOf", [POLYNOMIAL])])[0])
    calls = [("stored", [POLYNOMIAL, 0, passes, last]) for passes in range(3)]
    assert node("i-4", calls) == [7, 14, 21]


def test_before_the_last_step_nothing_is_stored(node):
    last = len(node("i-4", [("stepsOf", [POLYNOMIAL])])[0])
    calls = [("stored", [POLYNOMIAL, 0, passes, last - 1]) for passes in range(2)]
    assert node("i-4", calls) == [None, 7]


def test_gradients_arrive_from_the_output_to_the_leaf(node):
    counts = range(5, 12)  # five values forward, then back: the seed and five edges
    found = node("i-4", [("gradients", [POLYNOMIAL, count]) for count in counts])
    assert found == [
        [],
        [None, None, None, None, 1],
        [None, None, None, 1, 1],
        [None, 1, None, 1, 1],
        [None, 1, 1, 1, 1],
        [3, 1, 1, 1, 1],
        [7, 1, 1, 1, 1],
    ]


def test_two_leaves_get_what_the_engine_computes(node):
    # a = 3, b = −2, c = a + b, d = ab, y = c + d + cd = −11; by hand dy/da = −9 and dy/db = 1.
    a, b = Value(3.0), Value(-2.0)
    c, d = a + b, a * b
    product, total = c * d, c + d
    y = total + product
    y.backward()
    graph = [
        {"value": 3, "inputs": []},
        {"value": -2, "inputs": []},
        {"value": c.data, "inputs": [[0, 1], [1, 1]]},
        {"value": d.data, "inputs": [[0, b.data], [1, a.data]]},
        {"value": product.data, "inputs": [[2, d.data], [3, c.data]]},
        {"value": total.data, "inputs": [[2, 1], [3, 1]]},
        {"value": y.data, "inputs": [[5, 1], [4, 1]]},
    ]
    (found,) = node("i-4", [("gradients", [graph])])
    assert found == [v.grad for v in (a, b, c, d, product, total, y)]
    assert found[:2] == [-9, 1]


def test_a_node_stands_after_all_its_inputs(node):
    assert node("i-4", [("depths", [POLYNOMIAL])]) == [[0, 1, 1, 2, 3]]


# ——— I-6 ———


def sample(n=300, decimals=4, seed=0):
    rng = np.random.default_rng(seed)
    labels = (rng.random(n) < 0.25).astype(int)
    scores = np.clip(rng.normal(0.3 + 0.35 * labels, 0.25), 0, 1).round(decimals)
    return scores, labels


@pytest.mark.parametrize("decimals", [4, 1])  # with one decimal nearly all scores are tied
@pytest.mark.parametrize("threshold", [0.0, 0.3, 0.5, 0.9])
def test_counts_and_metrics_are_those_of_scikit_learn(node, threshold, decimals):
    scores, labels = sample(decimals=decimals)
    answers = (scores >= threshold).astype(int)
    (counts,) = node("i-6", [("counts", [scores.tolist(), labels.tolist(), threshold])])
    matrix = [[counts["tn"], counts["fp"]], [counts["fn"], counts["tp"]]]
    assert matrix == metrics.confusion_matrix(labels, answers).tolist()
    (fractions,) = node("i-6", [("fractions", [counts])])
    expected = {
        "accuracy": metrics.accuracy_score(labels, answers),
        "precision": metrics.precision_score(labels, answers),
        "recall": metrics.recall_score(labels, answers),
        "specificity": metrics.recall_score(labels, answers, pos_label=0),
        "f1": metrics.f1_score(labels, answers),
    }
    assert {name: part / whole for name, (part, whole) in fractions.items()} == pytest.approx(
        expected
    )


def test_precision_without_a_single_yes_has_no_value(node):
    (fractions,) = node("i-6", [("fractions", [{"tp": 0, "fp": 0, "fn": 4, "tn": 6}])])
    assert fractions["precision"] == [0, 0]
    assert fractions["recall"] == [0, 4]


@pytest.mark.parametrize("decimals", [4, 1])
def test_both_curves_are_those_of_scikit_learn(node, decimals):
    scores, labels = sample(decimals=decimals)
    (found,) = node("i-6", [("curves", [scores.tolist(), labels.tolist()])])
    fpr, tpr, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    points = found["points"]
    assert points[0]["threshold"] == "Infinity"
    assert [p["threshold"] for p in points[1:]] == thresholds[1:].tolist()
    assert [p["fpr"] for p in points] == pytest.approx(fpr)
    assert [p["tpr"] for p in points] == pytest.approx(tpr)
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    assert [p["precision"] for p in points] == pytest.approx(precision[::-1])
    assert [p["tpr"] for p in points] == pytest.approx(recall[::-1])
    assert found["auc"] == pytest.approx(metrics.roc_auc_score(labels, scores))
    assert found["ap"] == pytest.approx(metrics.average_precision_score(labels, scores))


@pytest.mark.parametrize("weight", [1 / 8, 3.2, 64])
@pytest.mark.parametrize("decimals", [4, 1])
def test_weighted_negatives_are_sample_weights_of_scikit_learn(node, weight, decimals):
    scores, labels = sample(decimals=decimals)
    weights = np.where(labels, 1.0, weight)
    arguments = [scores.tolist(), labels.tolist()]
    (found,) = node("i-6", [("curves", [*arguments, weight])])
    points = found["points"]
    fpr, tpr, _ = metrics.roc_curve(labels, scores, sample_weight=weights, drop_intermediate=False)
    assert [p["fpr"] for p in points] == pytest.approx(fpr)
    assert [p["tpr"] for p in points] == pytest.approx(tpr)
    precision, *_ = metrics.precision_recall_curve(labels, scores, sample_weight=weights)
    assert [p["precision"] for p in points] == pytest.approx(precision[::-1])
    area = metrics.roc_auc_score(labels, scores, sample_weight=weights)
    assert found["auc"] == pytest.approx(area)
    average = metrics.average_precision_score(labels, scores, sample_weight=weights)
    assert found["ap"] == pytest.approx(average)

    (counts,) = node("i-6", [("counts", [*arguments, 0.4, weight])])
    matrix = metrics.confusion_matrix(labels, scores >= 0.4, sample_weight=weights)
    assert [counts[name] for name in ("tn", "fp", "fn", "tp")] == pytest.approx(matrix.ravel())


def test_prevalence_moves_precision_and_leaves_the_roc_curve(node):
    scores, labels = (part.tolist() for part in sample())
    rare, common = node("i-6", [("curves", [scores, labels, weight]) for weight in (16, 1)])
    assert [p["fpr"] for p in rare["points"]] == pytest.approx([p["fpr"] for p in common["points"]])
    assert rare["auc"] == pytest.approx(common["auc"])
    assert rare["ap"] < common["ap"] - 0.1


def test_chance_ignores_the_labels_and_whoever_knows_them_is_perfect(node):
    scores, labels = (part.tolist() for part in sample())
    ((own, chance, perfect),) = node("i-6", [("scorers", [scores, labels])])
    assert own == scores
    # Lehmer's generator by hand: 16807 and 16807² = 282475249, over 2³¹ − 1.
    assert chance[:2] == [16807 / 2147483647, 282475249 / 2147483647]
    assert node("i-6", [("scorers", [scores, labels[::-1]])])[0][1] == chance
    assert metrics.roc_auc_score(labels, chance) == pytest.approx(0.5, abs=0.1)
    assert metrics.roc_auc_score(labels, perfect) == 1


# ——— Replay ———


def test_an_image_packed_four_bits_a_pixel_comes_back(node):
    pixels = np.random.default_rng(0).integers(0, 16, 784)
    packed = bytes((pixels[::2] * 16 + pixels[1::2]).astype(np.uint8))
    assert node("replay", [("unpack", [base64.b64encode(packed).decode()])]) == [pixels.tolist()]


def test_a_matrix_is_summed_up_as_here(node):
    matrix = np.random.default_rng(1).integers(0, 50, (10, 10))
    matrix += 200 * np.eye(10, dtype=int)
    (found,) = node("replay", [("summary", [matrix.ravel().tolist()])])
    shares = matrix / matrix.sum(axis=1, keepdims=True)
    off = shares - np.diag(shares.diagonal())
    truth, answer = np.unravel_index(off.argmax(), off.shape)
    assert found["size"] == 10
    assert found["accuracy"] == pytest.approx(matrix.trace() / matrix.sum())
    assert found["errors"] == matrix.sum() - matrix.trace()
    assert found["worst"] == {"truth": truth, "answer": answer, "share": pytest.approx(off.max())}
    np.testing.assert_allclose(found["shares"], shares)


def test_a_class_without_examples_divides_nothing_by_zero(node):
    (found,) = node("replay", [("summary", [[3, 1, 0, 0]])])
    assert found["shares"] == [[0.75, 0.25], [0, 0]]
    assert found["worst"] == {"truth": 0, "answer": 1, "share": 0.25}
