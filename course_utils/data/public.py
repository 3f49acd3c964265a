"""Larger public sets, which scikit-learn fetches from the internet when it is asked to."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import fetch_lfw_people, fetch_openml
from sklearn.utils import Bunch

from .._checks import one_of

_WHAT_IS_FETCHED = {
    "mnist": "70,000 handwritten digits from openml.org (about 15 MB, and 0.5 GB in memory)",
    "lfw": "press photographs of faces from figshare.com (about 200 MB)",
}


def load_public(name: str, *, download: bool = False) -> Bunch:
    """Return a larger public data set, fetched from the internet if it is not here already.

    scikit-learn fetches it once and keeps it in its own folder, see
    `sklearn.datasets.get_data_home`. Nothing in the course needs it.

    Parameters
    ----------
    name : {"mnist", "lfw"}
        Which one: 70,000 handwritten digits (Y. LeCun, C. Cortes, C. Burges), or the faces of
        those who appear at least 70 times in *Labeled Faces in the Wild*.
    download : bool, default False
        Whether it may be fetched. Without that, the error says what would be fetched.

    Returns
    -------
    Bunch
        data : ndarray of float64 in [0, 1]
            Shape (70000, 28, 28), or grey faces of shape (n, 62, 47).
        target : ndarray of int64, shape (n,)
            An index into `target_names`.
        target_names : list of str
            The digits, or the names of the people.
        groups : ndarray of int64, shape (70000,)
            Of "mnist" only: 0 for the first 60,000, to train on, 1 for the last 10,000.
        DESCR : str
            What this is, its rights as far as they are known, and what it is not good for.

    Raises
    ------
    ValueError
        If there is no such set, or `download` is not true.
    OSError
        If it cannot be fetched, as when there is no internet.
    """
    one_of("name", name, _WHAT_IS_FETCHED)
    if not download:
        raise ValueError(
            f"`download` must be True to load {name!r}, because it may have to be fetched: "
            f"{_WHAT_IS_FETCHED[name]}. Ask for it by load_public({name!r}, download=True)"
        )
    try:
        return _mnist() if name == "mnist" else _lfw()
    except OSError as error:
        raise OSError(
            f"{name!r} could not be fetched: {_WHAT_IS_FETCHED[name]}. Is this computer online? "
            f"The course works without it. The reason given was: {error}"
        ) from error


def _mnist() -> Bunch:
    """Return MNIST in its usual order, the digits to train on first."""
    fetched = fetch_openml("mnist_784", version=1, as_frame=False)
    pictures = fetched.data.reshape(-1, 28, 28) / 255
    return Bunch(
        data=pictures,
        target=fetched.target.astype(np.int64),
        target_names=[str(digit) for digit in range(10)],
        groups=np.repeat(np.arange(2), [60_000, len(pictures) - 60_000]),
        DESCR="MNIST: 70,000 handwritten digits, made of collections of NIST by Y. LeCun, C. "
        "Cortes and C. Burges. Keras's documentation names the licence CC BY-SA 3.0; a statement "
        "of the makers is not known here. Nobody wrote digits of both groups. Half of all were "
        "written by employees of the United States Census Bureau, half by high-school pupils; "
        "they stand for nobody else.",
    )


def _lfw() -> Bunch:
    """Return the faces of those in LFW who appear at least 70 times."""
    fetched = fetch_lfw_people(min_faces_per_person=70)
    return Bunch(
        data=fetched.images.astype(np.float64),
        target=fetched.target.astype(np.int64),
        target_names=[str(person) for person in fetched.target_names],
        DESCR="Labeled Faces in the Wild (Huang and others, 2007): photographs of the press. They "
        "carry no licence and nobody in them was asked: show averages and weights, not persons, "
        "and store nothing. A few people often in the news of the early 2000s stand for no "
        "population; nothing built on them should judge or recognise anyone.",
    )
