"""`agree` accepts what is equal, and nothing else."""

import numpy as np
import pytest

from course_utils.validation import agree


def test_equal_results_are_reported_in_one_line(capsys):
    agree(by_hand=[1, 2], numpy=np.array([1.0, 2.0]), scipy=np.array([1.0, 2.0]) + 1e-15)
    assert capsys.readouterr().out == (
        "by_hand, numpy, scipy agree: largest difference 0.0000000000 (allowed: 1e-10)\n"
    )


def test_a_difference_within_the_tolerance_is_printed(capsys):
    agree(atol=1e-2, a=1.0, b=1.004)
    assert "largest difference 0.00 (allowed: 0.01)" in capsys.readouterr().out


@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_single_different_value_is_enough(place):
    values = np.arange(12.0).reshape(3, 4)
    other = values.copy()
    other.flat[place] -= 1e-6
    with pytest.raises(AssertionError, match=r"a and c differ by 1e-06 at \[\d, \d\]"):
        agree(a=values, b=values, c=other)


def test_shapes_must_agree_too():
    with pytest.raises(AssertionError, match=r"a has shape \(2, 1\), b has shape \(2,\)"):
        agree(a=np.ones((2, 1)), b=np.ones(2))


@pytest.mark.parametrize(
    ("results", "message"),
    [
        ({}, "two or more, got 0"),
        ({"a": 1.0}, "two or more, got 1"),
        ({"a": 1.0, "b": np.nan}, "`b` must be finite, got NaN"),
        ({"a": np.inf, "b": np.inf}, "`a` must be finite, got infinity"),
    ],
)
def test_what_cannot_be_compared_is_refused(results, message):
    with pytest.raises(ValueError, match=message):
        agree(**results)


@pytest.mark.parametrize("atol", [0, -1.0, np.nan])
def test_the_tolerance_must_be_positive(atol):
    with pytest.raises(ValueError, match="`atol` must be positive"):
        agree(atol=atol, a=1, b=1)
