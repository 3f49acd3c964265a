"""Recognise a stub that nobody has filled in yet, by what Python compiled from its body."""

from __future__ import annotations

import dis
from collections.abc import Callable
from typing import Any

# Not STORE_SUBSCR: in `result[...] = image` the dots are an index.
_GIVES_A_NAME = ("STORE_FAST", "STORE_NAME", "STORE_GLOBAL", "STORE_DEREF", "RETURN")


def has_empty_body(function: Callable[..., Any]) -> bool:
    """Tell whether a function holds nothing but a docstring, `...` or `pass`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    steps = [step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP")]
    returns = all(step.opname.startswith(("LOAD_CONST", "RETURN")) for step in steps)
    return returns and len(steps) <= 2 and steps[0].argval is None


def blanks_left(function: Callable[..., Any]) -> int:
    """Count the assignments and returns whose value is still `...`."""
    code = getattr(function, "__code__", None)
    if code is None:
        return 0
    steps = list(dis.get_instructions(code))
    return sum(
        step.argval is ...
        and (step.opname == "RETURN_CONST" or after.opname.startswith(_GIVES_A_NAME))
        for step, after in zip(steps, [*steps[1:], steps[-1]], strict=True)
    )
