"""Automatic differentiation of single numbers, from scratch: what torch does, in about 100 lines.

Each operation makes a new `Value` that remembers the values it came from and how much it changes
with each of them. `backward` walks from the result to the inputs and multiplies these local
derivatives along every path: the chain rule.
"""

import math
from collections.abc import Callable, Sequence

Number = float | int


class Value:
    """A number that remembers how it was made.

    Args:
        data: The number.
        parents: The values it came from, each with its local derivative.
        op: The operation that made it; empty for an input.

    Attributes:
        grad: The derivative of the result with respect to this value, after `backward`.

    Example:
        >>> x = Value(2.0)
        >>> y = x**2 + 3 * x + 1
        >>> y.backward()
        >>> y.data, x.grad
        (11.0, 7.0)
    """

    def __init__(
        self, data: Number, parents: Sequence[tuple["Value", float]] = (), op: str = ""
    ) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.parents = tuple(parents)
        self.op = op

    def __repr__(self) -> str:
        return f"Value({self.data:g}, grad={self.grad:g})"

    # Each rule: the new number, and its derivative with respect to each parent.

    def __add__(self, other: "Value | Number") -> "Value":
        other = _value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)], "+")

    def __mul__(self, other: "Value | Number") -> "Value":
        other = _value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)], "×")

    def __pow__(self, exponent: Number) -> "Value":
        if not isinstance(exponent, int | float):
            raise TypeError(f"expected a number as exponent, got {type(exponent).__name__}")
        if self.data < 0 and exponent % 1:
            raise ValueError(f"expected at least 0 for power {exponent:g}, got {self.data:g}")
        slope = exponent * self.data ** (exponent - 1) if exponent else 0.0
        return Value(self.data**exponent, [(self, slope)], f"^{exponent:g}")

    def exp(self) -> "Value":
        out = math.exp(self.data)
        return Value(out, [(self, out)], "exp")

    def log(self) -> "Value":
        if self.data <= 0:
            raise ValueError(f"expected a positive number for log, got {self.data:g}")
        return Value(math.log(self.data), [(self, 1 / self.data)], "log")

    def tanh(self) -> "Value":
        out = math.tanh(self.data)
        return Value(out, [(self, 1 - out**2)], "tanh")

    def relu(self) -> "Value":
        """The value where it is positive, else 0; at 0 itself the derivative counts as 0."""
        return Value(max(self.data, 0.0), [(self, float(self.data > 0))], "relu")

    # The other operations are made of these.

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> "Value":
        return self * -1

    def __sub__(self, other: "Value | Number") -> "Value":
        return self + -_value(other)

    def __truediv__(self, other: "Value | Number") -> "Value":
        return self * _value(other) ** -1

    def __rsub__(self, other: Number) -> "Value":
        return -self + other

    def __rtruediv__(self, other: Number) -> "Value":
        return _value(other) / self

    def backward(self) -> None:
        """Add to the `grad` of every value behind this one how much this one changes with it.

        Gradients add up over several calls, as they do in torch.
        """
        gradients = {self: 1.0}
        for node in reversed(topological_order(self)):
            # All that depends on `node` came before it, so its own gradient is complete.
            node.grad += gradients[node]
            for parent, slope in node.parents:
                gradients[parent] = gradients.get(parent, 0.0) + gradients[node] * slope


def topological_order(result: Value) -> list[Value]:
    """Every value behind a result, and the result last: parents come before their children."""
    order: list[Value] = []
    seen: set[Value] = set()
    stack = [(result, False)]
    while stack:  # a loop and not a recursion: a long training run makes a deep graph
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent, _ in node.parents)
    return order


def derivative(f: Callable[[Value], Value], x: Number) -> float:
    """The slope of `f` at `x`; 0 where `f` does not depend on it.

    Example:
        >>> derivative(lambda x: x**3, 2)
        12.0
    """
    at = Value(x)
    _value(f(at)).backward()  # f may give a plain number: then nothing depends on x
    return at.grad


def _value(number: "Value | Number") -> Value:
    return number if isinstance(number, Value) else Value(number)
