"""Two sentences in eight synthetic voices, read from the files that the course's script made."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.io import wavfile
from sklearn.utils import Bunch

from .pictures import FOLDER

_VOICES = ("finch", "heron", "lark", "owl", "plover", "stork", "teal", "wren")
_SENTENCES = ("Birds sing in the garden.", "The cat sat on the wall.")
_SETTINGS = (
    "pitch 50, 175 words a minute, noise -40 dB",
    "pitch 35, 185 words a minute, noise -32 dB",
    "pitch 65, 165 words a minute, noise -36 dB",
    "pitch 42, 165 words a minute, noise -28 dB",
    "pitch 58, 185 words a minute, noise -24 dB",
)


def load_speech() -> Bunch:
    """Return 80 takes: two sentences in eight synthetic voices at five settings.

    Nobody speaks here: espeak-ng, a program, said every sentence. All takes have the same
    loudness (root mean square); pitch and speed jitter a little from voice to voice.

    Returns
    -------
    Bunch
        data : list of 80 ndarrays of float64 in [-1, 1], shape (n,)
            The takes, each of its own length, 1 to 2 seconds; voice by voice, in each
            sentence by sentence, in each setting by setting.
        voices, sentences, settings : ndarray of int64, shape (80,)
            Indices into `voice_names`, `sentence_names` and `setting_names`. Leave out whole
            voices to ask about voices that were never heard, and settings likewise.
        voice_names : list of str
            Eight birds: names that say nothing about a speaker.
        sentence_names : list of str
            What is said.
        setting_names : list of str
            Pitch on the scale of espeak-ng (0 to 99, relative to the voice), speed, and white
            noise relative to the speech.
        files : list of str
            The file of each take in the folder `data/speech`, "finch_1_1.wav" and so on.
        sample_rate : int
            16000 samples per second.
        DESCR : str
            What this is and what it is not good for.
    """
    sizes = (len(_VOICES), len(_SENTENCES), len(_SETTINGS))
    indices = np.array(list(product(*map(range, sizes))), dtype=np.int64)
    files = [f"{_VOICES[v]}_{sentence + 1}_{setting + 1}.wav" for v, sentence, setting in indices]
    read = [wavfile.read(FOLDER / "speech" / file) for file in files]
    voices, sentences, settings = indices.T.copy()
    return Bunch(
        data=[samples / 2**15 for _, samples in read],
        sample_rate=read[0][0],
        voices=voices,
        sentences=sentences,
        settings=settings,
        voice_names=list(_VOICES),
        sentence_names=list(_SENTENCES),
        setting_names=list(_SETTINGS),
        files=files,
        DESCR="80 takes, synthetic: nobody spoke, the program espeak-ng 1.51 said two sentences "
        "in eight of its voices, and white noise was added. They serve to learn methods; nothing "
        "follows from them for the voices of people, who differ more from take to take.",
    )
