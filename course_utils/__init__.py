"""Support package of the course *From Pixels to Networks*.

One module an idea: `data`, `figures`, `validation` and `interactive` serve every notebook,
each other module holds the vectorised rung of one lesson, and `exercises` checks answers.

Conventions
-----------
image
    float64 in [0, 1], shape (rows, columns) or (rows, columns, 3); integers on disk and in
    the lesson about integers, converted on entry and never wrapped.
axes
    Axis 0 = rows = y, downward; axis 1 = columns = x, to the right; origin top left; a point
    is (row, column).
convolution
    Flips the kernel; correlation does not, and is called correlation.
even kernels
    The origin is as in `scipy.ndimage.convolve` (and `correlate`) on float64;
    `scipy.signal` differs by one pixel there.
borders
    `scipy.ndimage`'s names; `reflect` unless said (NumPy calls it `symmetric`, and its own
    `reflect` is `mirror`).
derivative, angle
    Per pixel (Sobel divided by 8), d/dx along columns, positive where brightness grows to the
    right; angles in radians from +x towards +y (down), ``arctan2(dy, dx)``.
frequency
    Cycles per pixel or per sample; hertz where there is a sample rate.
FFT
    `scipy.fft`, ``norm="backward"``: sums forward, divided by their number on the way back.
randomness
    `numpy.random.default_rng(seed)`, made in the open.

Equal "within 1e-12" means relative to the largest value of the result.
"""

from .exercises import check, hint, solution

__version__ = "0.1.0"

__all__ = ["check", "hint", "solution"]
