"""What names code makes and uses."""

import ast
import symtable
from collections.abc import Iterator

_SIMPLE = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr)


def names_made(code: str) -> set[str]:
    """The names that code leaves behind; those of functions and comprehensions are their own."""
    top, *inner = _scopes(code)
    found = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned()}
    return (
        found
        | names_imported(code)
        | {
            symbol.get_name()
            for scope in inner
            for symbol in scope.get_symbols()
            if symbol.is_declared_global() and symbol.is_assigned()
        }
    )


def names_used(code: str) -> set[str]:
    """The names that code reads from outside, wherever in it."""
    return {
        symbol.get_name()
        for rank, scope in enumerate(_scopes(code))
        for symbol in scope.get_symbols()
        if symbol.is_referenced() and (rank == 0 or symbol.is_global())
    }


def names_imported(code: str) -> set[str]:
    """The names that imports of code make."""
    return {symbol.get_name() for symbol in _scopes(code)[0].get_symbols() if symbol.is_imported()}


def names_needed(code: str) -> set[str]:
    """The names that code reads before it makes them itself."""
    needed: set[str] = set()
    made: set[str] = set()
    for node in ast.parse(code).body:
        statement = ast.unparse(node)
        own = names_made(statement)
        needed |= names_used(statement) - made - (set() if isinstance(node, _SIMPLE) else own)
        made |= own
    return needed


def names_defined(code: str) -> set[str]:
    """The functions and classes that code defines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in ast.parse(code).body if isinstance(node, kinds)}


def names_changed(code: str) -> set[str]:
    """The names whose attributes or items code sets: `Value` of `Value.exp = exp`."""
    return set(_owners(ast.parse(code)))


def _owners(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            owner: ast.expr = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name):
                yield owner.id


def _scopes(code: str) -> list[symtable.SymbolTable]:
    """The scope of the code and those of its functions, classes and comprehensions."""
    scopes = [symtable.symtable(code, "cell", "exec")]
    for scope in scopes:
        scopes += scope.get_children()
    return scopes
