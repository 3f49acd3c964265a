"""The browser that several test files look through, one a file."""

import pytest

from .browser import chromium


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started
