"""How long one call takes."""

import gc
from collections.abc import Callable
from time import perf_counter


def seconds(way: Callable[[], object]) -> float:
    gc.collect()
    start = perf_counter()
    way()
    return perf_counter() - start
