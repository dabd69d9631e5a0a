"""Read the computation graph of a tensor from its `grad_fn`, with values and gradients.

Nothing here imports torch before a tensor is given; whoever holds a tensor has torch.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tutorial_lib.plots.values import number

# Operations of two inputs: sign, and how the result follows from both.
_BINARY = {"Add": "+", "Sub": "−", "Mul": "×", "Div": "÷", "Rsub": "−", "Rdiv": "÷"}
_BINARY |= dict.fromkeys(("Mm", "Mv", "Bmm"), "@")
_ELEMENTWISE: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mul": operator.mul,
    "Div": operator.truediv,
    "Rdiv": lambda x, constant: constant / x,
}
_POWERS = {2: "( )²", 3: "( )³", 0.5: "√", -1: "1 / ( )"}
_WORDS = {"Neg": "−( )", "Sqrt": "√", "Reciprocal": "1 / ( )", "T": "transpose"}


@dataclass
class Node:
    """One box or ellipse: a leaf tensor, or the operation that made a tensor."""

    function: Any  # grad_fn, for a leaf its AccumulateGrad; or a Value
    is_leaf: bool
    symbol: str = ""
    name: str | None = None
    value: Any = None  # a tensor, a number or a text
    gradient: Any = None
    operation: str = ""  # the class of grad_fn as Python prints it, such as PowBackward0


@dataclass
class Edge:
    """From an input to the operation that uses it, by positions in the list of nodes."""

    source: int
    target: int
    gradient: Any = None  # what flows back through this edge alone


@dataclass
class Graph:
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    def inputs(self, target: int) -> list[Node]:
        return [self.nodes[edge.source] for edge in self.edges if edge.target == target]


def read_graph(output: Any, names: Mapping[str, Any]) -> Graph:
    """The graph behind a tensor with a `grad_fn`, inputs before the operations that use them.

    `names` are those of tensors in the graph, leaves or results.
    """
    if getattr(output, "grad_fn", None) is None:
        raise ValueError(
            "expected a tensor computed from one with requires_grad=True, "
            f"got one without grad_fn: {output!r}"
        )
    functions = in_order(output.grad_fn, _inputs)
    graph = Graph([Node(f, hasattr(f, "variable"), operation=type(f).__name__) for f in functions])
    place = {node.function: index for index, node in enumerate(graph.nodes)}
    for target, node in enumerate(graph.nodes):
        graph.edges += [Edge(place[function], target) for function in _inputs(node.function)]
    tensors = {**names, "": output}
    _name(graph, place, tensors)
    kept = [(t, t.grad.clone()) for t in tensors.values() if _keeps_gradient(t)]
    _find_gradients(graph, output)
    for tensor, gradient in kept:  # our pass was added to what retain_grad() had kept
        tensor.grad = gradient
    _find_values(graph, place)
    for index, node in enumerate(graph.nodes):
        node.symbol = _symbol(node, graph.inputs(index))
    return graph


def in_order(root: Any, inputs_of: Callable[[Any], list[Any]]) -> list[Any]:
    """All functions or values behind `root`, each after its inputs, without recursion."""
    done: dict[Any, None] = {}
    waiting = [(root, False)]
    while waiting:
        item, inputs_done = waiting.pop()
        if inputs_done:
            done.setdefault(item)
        elif item not in done:
            waiting.append((item, True))
            waiting.extend((entry, False) for entry in reversed(inputs_of(item)))
    return list(done)


def _inputs(function: Any) -> list[Any]:
    return [entry for entry, _ in function.next_functions if entry]


def _name(graph: Graph, place: Mapping[Any, int], tensors: Mapping[str, Any]) -> None:
    """Give leaves and results their names, values and stored gradients."""
    for node in graph.nodes:
        if node.is_leaf:
            _take(node, None, node.function.variable)
    for name, tensor in tensors.items():
        leaves = [n for n in graph.nodes if n.is_leaf and n.function.variable is tensor]
        function = getattr(tensor, "grad_fn", None)
        for node in leaves or ([graph.nodes[place[function]]] if function in place else []):
            _take(node, name or node.name, tensor)


def _keeps_gradient(tensor: Any) -> bool:
    return not tensor.is_leaf and tensor.retains_grad and tensor.grad is not None


def _take(node: Node, name: str | None, tensor: Any) -> None:
    node.name = name
    node.value = tensor.detach()
    if tensor.is_leaf or tensor.retains_grad:
        node.gradient = None if tensor.grad is None else tensor.grad.clone()


def _find_gradients(graph: Graph, output: Any) -> None:
    """Send a gradient of 1 back through the graph and note what passes; `.grad` stays as it is.

    A graph that `backward()` has used up keeps only the gradients stored in its tensors.
    """
    import torch

    if output.numel() != 1:
        return
    leaves = [node for node in graph.nodes if node.is_leaf]
    hooks = [_listen(graph, at) for at, node in enumerate(graph.nodes) if not node.is_leaf]
    variables = [node.function.variable for node in leaves]
    try:
        found = torch.autograd.grad(output, variables, retain_graph=True)
    except RuntimeError as error:
        if "second time" not in str(error):
            raise
        found = tuple(node.gradient for node in leaves)
    finally:
        for hook in hooks:
            hook.remove()
    for node, gradient in zip(leaves, found, strict=True):
        node.gradient = gradient


def _listen(graph: Graph, at: int) -> Any:
    """Have the next backward pass note what enters and leaves an operation."""
    node, edges = graph.nodes[at], [edge for edge in graph.edges if edge.target == at]

    def note(inputs: Any, outputs: Any) -> None:
        node.gradient = outputs[0]
        sources = zip(node.function.next_functions, inputs, strict=False)
        for edge, flow in zip(edges, [g for (f, _), g in sources if f], strict=True):
            edge.gradient = flow

    return node.function.register_hook(note)


def _find_values(graph: Graph, place: Mapping[Any, int]) -> None:
    """Values of the results between, from what operations saved and from their inputs."""
    for node in graph.nodes:
        for tensor in _saved(node.function).values():
            function = getattr(tensor, "grad_fn", None)
            if function in place and graph.nodes[place[function]].value is None:
                graph.nodes[place[function]].value = tensor.detach()
    for index, node in enumerate(graph.nodes):
        if node.value is None:
            node.value = _computed(node, [n.value for n in graph.inputs(index)])


def _computed(node: Node, inputs: list[Any]) -> Any:
    """The result of a simple operation on known inputs, or None."""
    kind, saved = _kind(node), _saved(node.function)
    if any(value is None for value in inputs):
        return None
    if kind == "Pow" and len(inputs) == 1 and "exponent" in saved:
        return inputs[0] ** saved["exponent"]
    if kind == "Neg":
        return -inputs[0]
    if len(inputs) == 1 and (constant := _constant(saved)) is not None:
        inputs = [inputs[0], constant]
    if len(inputs) != 2 or kind not in _ELEMENTWISE:
        return None
    if "alpha" in saved:  # a + alpha * b
        inputs = [inputs[0], inputs[1] * saved["alpha"]]
    return _ELEMENTWISE[kind](*inputs)


def _saved(function: Any) -> dict[str, Any]:
    """What the operation kept for the backward pass; nothing of a graph that was freed."""
    found = {}
    for name in dir(function):
        if name.startswith("_saved_"):
            try:
                found[name.removeprefix("_saved_")] = getattr(function, name)
            except RuntimeError:
                continue
    return found


def _constant(saved: Mapping[str, Any]) -> Any:
    """The saved factor or divisor that is no part of the graph, if there is one."""
    for name in ("other", "self"):
        tensor = saved.get(name)
        if tensor is not None and not tensor.requires_grad:
            return tensor
    return None


def _kind(node: Node) -> str:
    """`PowBackward0` → `Pow`; a constant minus or divided by the input → `Rsub`, `Rdiv`."""
    kind = re.sub(r"Backward\d*$", "", node.operation)
    (first, _), *rest = node.function.next_functions
    constant_first = first is None and any(function for function, _ in rest)
    return {"Sub": "Rsub", "Div": "Rdiv"}.get(kind, kind) if constant_first else kind


def _symbol(node: Node, inputs: list[Node]) -> str:
    """What the operation does, in the signs of mathematics where there is one."""
    if node.is_leaf:
        return node.name or "tensor"
    kind, exponent = _kind(node), _saved(node.function).get("exponent")
    if kind == "Pow" and isinstance(exponent, int | float):
        return _POWERS.get(exponent, f"( )^{number(exponent)}")
    constant = _operand(node, kind, inputs)
    if kind in ("Rsub", "Rdiv"):
        return f"{constant or 'c'} {_BINARY[kind]} ( )"
    if kind in _BINARY:
        return f"{_BINARY[kind]} {constant}".strip()
    return _WORDS.get(kind, kind[0].lower() + kind[1:])


def _operand(node: Node, kind: str, inputs: list[Node]) -> str:
    """The constant of an operation with one input in the graph, where it can be told."""
    if len(inputs) != 1:
        return ""
    constant = as_number(_constant(_saved(node.function)))
    before, after = as_number(inputs[0].value), as_number(node.value)
    if constant is None and before is not None and after is not None:
        known = {"Add": after - before, "Sub": before - after, "Rsub": after + before}
        if before and after:
            known |= {"Mul": after / before, "Div": before / after, "Rdiv": after * before}
        constant = known.get(kind)
    return "" if constant is None else number(constant)


def as_number(value: Any) -> float | None:
    """A tensor of one element or a number as a float, else None."""
    if hasattr(value, "numel"):
        return float(value) if value.numel() == 1 else None
    return float(value) if isinstance(value, int | float) else None
