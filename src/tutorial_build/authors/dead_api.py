"""The deny-list of dead or discouraged API in code that readers copy."""

import ast
from collections.abc import Iterator

from tutorial_build.errors import ContentError
from tutorial_build.source.cells import Code

LEGACY = {"FloatTensor", "LongTensor", "DoubleTensor", "IntTensor", "ByteTensor", "Variable"}


def dead_code(cell: Code, path: str) -> Iterator[ContentError]:
    for node in ast.walk(cell.tree):
        message = _dead(node)
        if message:
            line = cell.lines[getattr(node, "lineno", 1) - 1]
            yield ContentError(path, line, f"{message}, and this cell is not an example of it")


def _dead(node: ast.AST) -> str:
    """What is dead or discouraged about a node, or "" for a sound one."""
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        if "pretrained" in keywords:
            return "pretrained= is gone; write weights="
        if "verbose" in keywords and "lr_scheduler" in name:
            return "verbose= of schedulers is gone; print get_last_lr()"
        if name.endswith("torch.load") and "weights_only" not in keywords:
            return "torch.load without weights_only; write weights_only=True"
        if name == "super" and node.args:
            return "super() needs no arguments"
        if name.rpartition(".")[2] in LEGACY:
            return f"{name} is a legacy constructor; write torch.tensor or torch.as_tensor"
    if isinstance(node, ast.Attribute) and node.attr == "data":
        owner = ast.unparse(node.value)
        if owner.split(".")[0] not in ("torch", "tutorial_lib"):
            return f"{owner}.data goes around autograd; write {owner}.detach()"
    if isinstance(node, ast.Import | ast.ImportFrom) and "torchtext" in ast.unparse(node):
        return "torchtext is no longer kept; use tutorial_lib.text"
    return ""
