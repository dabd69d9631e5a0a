"""A library as small as can be, whose sources never change: golden keys depend on it."""

from importlib import import_module

_EXPORTS = {"tools": ("add", "Stack"), "inner.deep": ("deepen",)}


def __getattr__(name):
    module = next(module for module, names in _EXPORTS.items() if name in names)
    return getattr(import_module(f"tutorial_lib.{module}"), name)
