"""Sympy, which is loaded when something of it is first used: a line is descended on without it."""

from typing import TYPE_CHECKING, Any

__all__ = ["sympy"]


class _Waiting:
    """Stands for a module until one of its names is asked for."""

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        return getattr(import_module("sympy"), name)


if TYPE_CHECKING:
    import sympy as sympy
else:
    sympy = _Waiting()
