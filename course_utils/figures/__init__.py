"""Figures of the course: shown with a caption, described for those who do not see them.

Every function returns a Matplotlib figure; `show` displays it. Begin a notebook with
``plt.style.use("course_utils.course")`` for large type and colours that all can tell apart.
"""

from .display import compare_images, show, sketch
from .learning import plot_confusion, plot_decision_boundary, plot_learning_curve
from .pictures import SIGNED_MAP, montage, show_images, show_pixels, show_weights
from .plots import plot_profile, plot_signals, plot_spectrum2d, surface
from .sound import play, plot_spectrogram

__all__ = [
    "SIGNED_MAP",
    "compare_images",
    "montage",
    "play",
    "plot_confusion",
    "plot_decision_boundary",
    "plot_learning_curve",
    "plot_profile",
    "plot_signals",
    "plot_spectrogram",
    "plot_spectrum2d",
    "show",
    "show_images",
    "show_pixels",
    "show_weights",
    "sketch",
    "surface",
]
