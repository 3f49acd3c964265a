"""Make the files of the folder `speech` again, with espeak-ng: this script, or with another folder.

Nobody speaks in them: the program espeak-ng says two sentences in eight of its voices, at five
settings of pitch, speed and noise. Version 1.51 made the stored files; the same settings give the
same samples each time, so no two takes may have the same settings. README.md says more.
"""

import subprocess
import sys
from hashlib import sha256
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

# name: accent + variant of espeak-ng
VOICES = {
    "finch": "en-gb-x-rp+f5",
    "heron": "en-gb+m3",
    "lark": "en-us+f2",
    "owl": "en-us-nyc+m1",
    "plover": "en-gb-x-gbclan+f1",
    "stork": "en-029+m7",
    "teal": "en-gb-scotland+f4",
    "wren": "en-gb-x-gbcwmd+f3",
}
SENTENCES = ("Birds sing in the garden.", "The cat sat on the wall.")
# pitch from 0 to 99, words a minute, noise in decibels relative to the speech
SETTINGS = ((50, 175, -40), (35, 185, -32), (65, 165, -36), (42, 165, -28), (58, 185, -24))
PITCH_JITTER, SPEED_JITTER = 4, 6  # at most, from voice to voice

SEED = 20261
SAMPLE_RATE = 16000
UP, DOWN = 320, 441  # from the 22050 samples a second of espeak-ng
QUIET = 0.02  # of the largest magnitude: what is below it at both ends is cut off,
MARGIN = SAMPLE_RATE // 50  # but for this many samples
LEVEL = 0.08  # root mean square of every take, where 1 is the largest value of a WAV


def espeak_version() -> str | None:
    """Return the version of espeak-ng on this machine, None if there is none."""
    try:
        said = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return said.stdout.partition(": ")[2].partition(" ")[0]


def speak(text: str, voice: str, pitch: int, speed: int) -> np.ndarray:
    """Return what espeak-ng says, 22050 samples a second between -1 and 1."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        how = ["-v", voice, "-p", str(pitch), "-s", str(speed), "-w", str(path)]
        subprocess.run(["espeak-ng", *how, text], check=True)
        return wavfile.read(path)[1] / 2**15


def make_take(voice: int, sentence: int, setting: int) -> np.ndarray:
    """Return one take as 16-bit integers: spoken, resampled, cut, with noise, at one level."""
    pitch, speed, noise = SETTINGS[setting]
    jitter = np.random.default_rng([SEED, voice, setting])  # the same for both sentences
    pitch += jitter.integers(-PITCH_JITTER, PITCH_JITTER, endpoint=True)
    speed += jitter.integers(-SPEED_JITTER, SPEED_JITTER, endpoint=True)
    said = speak(SENTENCES[sentence], list(VOICES.values())[voice], pitch, speed)
    take = resample_poly(said, UP, DOWN)
    loud = np.flatnonzero(np.abs(take) > QUIET * np.abs(take).max())
    take = take[max(loud[0] - MARGIN, 0) : loud[-1] + MARGIN]
    hiss = np.random.default_rng([SEED, voice, setting, sentence]).normal(size=len(take))
    take = take / rms(take) + 10 ** (noise / 20) * hiss / rms(hiss)
    take *= LEVEL / rms(take)
    if np.abs(take).max() >= 1:
        raise ValueError(f"{list(VOICES)[voice]} is too loud for a WAV: lower LEVEL")
    return np.rint(take * 2**15).astype(np.int16)


def rms(signal: np.ndarray) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(signal**2)))


def make_all(folder: Path) -> None:
    """Write every take into `folder` as voice_sentence_setting.wav, and their checksums."""
    if espeak_version() is None:
        sys.exit(
            "There is no espeak-ng here, the program that speaks. Install it (on Debian and "
            "Ubuntu: sudo apt install espeak-ng), or keep the files that the course brings."
        )
    sums = []
    for voice, sentence, setting in product(*map(range, map(len, (VOICES, SENTENCES, SETTINGS)))):
        path = folder / f"{list(VOICES)[voice]}_{sentence + 1}_{setting + 1}.wav"
        wavfile.write(path, SAMPLE_RATE, make_take(voice, sentence, setting))
        sums.append(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    default = Path(__file__).resolve().parent / "speech"
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    target.mkdir(exist_ok=True)
    make_all(target)
    print(len(list(target.glob("*.wav"))), "takes")
