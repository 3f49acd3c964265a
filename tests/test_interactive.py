"""`explore` draws at once, and again whenever a slider moves."""

import matplotlib.pyplot as plt
import pytest

from course_utils import interactive


@pytest.fixture
def shown(monkeypatch):
    boxes = []
    monkeypatch.setattr(interactive, "display", boxes.append)
    return boxes


def recorder():
    calls = []

    def draw(**arguments):
        calls.append(arguments)
        return plt.figure(figsize=(1, 1))

    return calls, draw


def test_each_kind_of_range_becomes_its_slider(shown):
    calls, draw = recorder()
    interactive.explore(draw, sigma=(0.5, 8.0), size=(3, 9), mode=["same", "valid"])
    assert calls == [{"sigma": 4.25, "size": 6, "mode": "same"}]
    *sliders, picture = shown[0].children
    assert [type(slider).__name__ for slider in sliders] == [
        "FloatSlider",
        "IntSlider",
        "SelectionSlider",
    ]
    assert bytes(picture.value).startswith(b"\x89PNG")
    assert not plt.get_fignums()


def test_moving_a_slider_draws_again(shown):
    calls, draw = recorder()
    interactive.explore(draw, sigma=(0.5, 8.0))
    slider, _ = shown[0].children
    slider.value = 8.0
    assert calls[-1] == {"sigma": 8.0}


@pytest.mark.parametrize("values", [(1.0, 1.0), (2.0, 1.0), (1.0,), [], 3, "ab"])
def test_a_range_that_is_none_is_refused(values, shown):
    with pytest.raises(ValueError, match="`sigma` must be a tuple"):
        interactive.explore(recorder()[1], sigma=values)
