import random

import pytest
import torch

from tutorial_lib.autograd import Value, derivative, topological_order


def random_expression(rng, inputs):
    """Combine inputs by twelve random operations; works on Values and on torch scalars alike."""
    pool = list(inputs)
    for _ in range(12):
        a, b = rng.choice(pool), rng.choice(pool)
        pool.append(
            rng.choice(
                [
                    lambda a, b: a + b,
                    lambda a, b: a - b,
                    lambda a, b: a * b,
                    lambda a, b: a / (b * b + 1),
                    lambda a, _: 1 / (a * a + 0.5),
                    lambda a, _: 2 - a,
                    lambda a, _: -a + 3,
                    lambda a, _: 0.5 * a,
                    lambda a, _: a.tanh(),
                    lambda a, _: a.relu(),
                    lambda a, _: (a.tanh() + 2) ** -1.5,
                    lambda a, _: a.tanh() ** 3,
                    lambda a, _: a.tanh().exp(),
                    lambda a, _: (a * a + 0.1).log(),
                ]
            )(a, b)
        )
    return pool[-1] * pool[-2] + pool[-3]


@pytest.mark.parametrize("seed", range(200))
def test_the_engine_equals_torch_on_random_expressions(seed):
    numbers = [random.Random(seed).uniform(-2, 2) for _ in range(3)]
    ours = [Value(n) for n in numbers]
    theirs = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    result = random_expression(random.Random(seed), ours)
    expected = random_expression(random.Random(seed), theirs)
    result.backward()
    expected.backward()
    assert result.data == pytest.approx(expected.item(), rel=1e-9, abs=1e-9)
    for a, b in zip(ours, theirs, strict=True):
        gradient = 0.0 if b.grad is None else b.grad.item()  # None: the input was not used
        assert a.grad == pytest.approx(gradient, rel=1e-9, abs=1e-9)


def test_a_hand_computed_graph():
    # c = 1, d = -6, y = c + d + cd = -11; dy/dc = 1 + d = -5, dy/dd = 1 + c = 2;
    # dy/da = -5 + 2b = -9, dy/db = -5 + 2a = 1.
    a, b = Value(3), Value(-2)
    c, d = a + b, a * b
    y = c + d + c * d
    y.backward()
    assert (y.data, a.grad, b.grad, c.grad, d.grad) == (-11, -9, 1, -5, 2)


def test_a_value_used_twice_counts_twice():
    assert derivative(lambda a: a + a, 5) == 2
    assert derivative(lambda a: a * a, 5) == 10


def test_gradients_add_up_over_calls():
    x = Value(2.0)
    y = x**2 + 3 * x + 1
    seen = []
    for _ in range(3):
        y.backward()
        seen.append(x.grad)
    assert seen == [7, 14, 21]


def test_parents_come_before_their_children():
    a, b = Value(1), Value(2)
    y = (a + b) * a.exp() + b
    order = topological_order(y)
    place = {node: i for i, node in enumerate(order)}
    assert all(place[p] < place[node] for node in order for p, _ in node.parents)
    assert order[-1] is y
    assert len(order) == len(set(order)) == 6


def test_a_long_chain_is_no_problem():
    assert derivative(lambda x: sum((x * 0.5 for _ in range(5000)), Value(0)), 1) == 2500


@pytest.mark.parametrize(
    ("f", "x", "slope"),
    [
        (lambda x: x.relu(), 0.0, 0.0),
        (lambda x: x.relu(), -1.0, 0.0),
        (lambda x: x**0, 0.0, 0.0),
        (lambda x: x**1, 0.0, 1.0),
        (lambda x: 6 / x, 2.0, -1.5),
        (lambda x: 1 - x, 2.0, -1.0),
    ],
)
def test_edges(f, x, slope):
    assert derivative(f, x) == slope


def test_what_has_no_derivative_here_is_named():
    with pytest.raises(ValueError, match="expected a positive number for log, got -1"):
        Value(-1).log()
    with pytest.raises(TypeError, match="expected a number as exponent, got Value"):
        Value(2) ** Value(3)


def test_a_value_shows_number_and_gradient():
    assert repr(Value(2)) == "Value(2, grad=0)"
