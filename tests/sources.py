"""Reading Python sources in tests."""

from __future__ import annotations

import ast
import gc


def parsed_text(text: str, name: str = "<text>") -> ast.Module:
    """The tree of a source.

    Python 3.11 counts the depth of a tree wrongly when the garbage collector runs other code while
    the tree is made, and raises SystemError then (github.com/python/cpython/issues/106905).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(text, filename=name)
    finally:
        if was:
            gc.enable()
