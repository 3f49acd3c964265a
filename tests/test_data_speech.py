"""The takes are what the datasheet says, all different, and made by the script of the course."""

import os
import re
import shutil
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.io import wavfile
from sklearn.model_selection import LeaveOneGroupOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.data import load_speech

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "speech"


@pytest.fixture(scope="module")
def speech():
    return load_speech()


@pytest.fixture(scope="module")
def script():
    spec = spec_from_file_location("make_speech", ROOT / "data" / "make_speech.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rms(signal):
    return np.sqrt(np.mean(signal**2))


# ------------------------------------------------------------------ the files


def test_no_two_files_are_alike():
    contents = {sha256(path.read_bytes()).digest() for path in FOLDER.glob("*.wav")}
    assert len(contents) == 80


def test_no_two_takes_are_alike_but_for_their_noise(speech):
    """The same words of the same voice must differ by more than the hiss that was added."""
    for voice, sentence in product(range(8), range(2)):
        chosen = (speech.voices == voice) & (speech.sentences == sentence)
        takes = [speech.data[place] for place in np.flatnonzero(chosen)]
        for first, second in ((i, j) for i in range(5) for j in range(i)):
            n = min(len(takes[first]), len(takes[second]))
            assert rms(takes[first][:n] - takes[second][:n]) > 0.5 * 0.08, (voice, sentence)


def test_every_file_has_the_checksum_of_the_datasheet():
    lines = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    stated = {name: checksum for checksum, name in (line.split("  ") for line in lines)}
    shipped = {path.name: path for path in FOLDER.iterdir() if path.name != "SHA256SUMS"}
    assert set(stated) == set(shipped)
    for name, path in shipped.items():
        assert sha256(path.read_bytes()).hexdigest() == stated[name], name


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 4_000_000


def test_each_file_is_a_plain_wav(speech):
    assert len(speech.files) == len(list(FOLDER.glob("*.wav")))
    for file, take in zip(speech.files, speech.data, strict=True):
        rate, samples = wavfile.read(FOLDER / file)
        assert (rate, samples.dtype, samples.ndim) == (16000, np.int16, 1)
        np.testing.assert_array_equal(take * 32768, samples)
        assert (FOLDER / file).stat().st_size == 44 + 2 * len(samples), "nothing but samples"


def test_datasheet_and_licence_say_that_nobody_spoke():
    datasheet = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `speech/\*\.wav` \|.+\|$", datasheet, re.MULTILINE)
    assert row.endswith("| CC BY 4.0 (the course's own) |")
    for words in ("nobody spoke", "espeak-ng 1.51", "SHA256SUMS", "make_speech.py"):
        assert words in datasheet, words
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert re.search(r"data/speech.+synthetic.+espeak-ng.+GPL.+nobody spoke", licence, re.DOTALL)


# ------------------------------------------------------------------ what the loader returns


def test_the_design_is_complete(speech):
    columns = [speech.voices, speech.sentences, speech.settings]
    assert [column.dtype for column in columns] == [np.int64] * 3
    takes = list(zip(*(column.tolist() for column in columns), strict=True))
    assert takes == list(product(range(8), range(2), range(5)))
    for file, (voice, sentence, setting) in zip(speech.files, takes, strict=True):
        assert file == f"{speech.voice_names[voice]}_{sentence + 1}_{setting + 1}.wav"


def test_names_are_those_of_the_script(speech, script):
    assert speech.voice_names == list(script.VOICES)
    assert speech.sentence_names == list(script.SENTENCES)
    assert speech.setting_names == [
        f"pitch {pitch}, {speed} words a minute, noise {noise} dB"
        for pitch, speed, noise in script.SETTINGS
    ]
    assert len(set(script.VOICES.values())) == 8
    assert len(set(script.SETTINGS)) == 5
    assert type(speech.sample_rate) is int
    assert speech.sample_rate == script.SAMPLE_RATE == 16000
    assert "nobody spoke" in speech.DESCR


def test_each_call_gives_arrays_and_lists_of_its_own(speech):
    other = load_speech()
    for name in ("voices", "sentences", "settings"):
        assert other[name].flags.writeable
        other[name][:] = 7
    other.data[0][:] = 7
    for name in ("voice_names", "sentence_names", "setting_names", "files"):
        other[name].clear()
    again = load_speech()
    np.testing.assert_array_equal(again.data[0], speech.data[0])
    assert again.voices.tolist() == speech.voices.tolist() == sorted(speech.voices)
    assert again.voice_names == speech.voice_names != []
    assert again.files == speech.files


# ------------------------------------------------------------------ nothing gives the answer away


def test_all_takes_are_equally_loud_and_none_is_cut_off(speech):
    assert len(speech.data) == 80
    for file, take in zip(speech.files, speech.data, strict=True):
        assert take.dtype == np.float64
        assert rms(take) == pytest.approx(0.08, rel=1e-3), file
        assert np.abs(take).max() < 0.9, file
        assert abs(take.mean()) < 0.01, file


def test_takes_begin_and_end_with_speech_not_with_silence(speech):
    for file, take in zip(speech.files, speech.data, strict=True):
        for end in (take[:1600], take[-1600:]):
            assert np.abs(end).max() > 0.01 * np.abs(take).max(), file
        assert 1.1 <= len(take) / speech.sample_rate <= 1.7, file


def test_lengths_tell_little(speech):
    seconds = np.array([len(take) for take in speech.data]) / speech.sample_rate
    first, second = (seconds[speech.sentences == sentence] for sentence in range(2))
    assert abs(first.mean() - second.mean()) < 0.1
    assert abs(first.mean() - second.mean()) < min(first.std(), second.std())


def test_noise_rises_from_setting_to_setting_alike_for_voices_and_sentences(speech, script):
    """The quietest stretches of a take hold the noise alone."""
    floor = []
    for take in speech.data:
        high = np.diff(take, 2)  # little of the speech, much of white noise
        frames = high[: len(high) // 160 * 160].reshape(-1, 160)
        floor.append(20 * np.log10(np.quantile(frames.std(axis=1), 0.05)))
    floor = np.reshape(floor, (8, 2, 5))
    order = np.argsort([noise for _, _, noise in script.SETTINGS])
    assert np.all(np.diff(floor.mean(axis=(0, 1))[order]) > 0)
    loudest = floor[:, :, order[-1]]
    assert np.ptp(loudest) < 6, "one voice or sentence has more noise than others"
    assert abs(np.diff(loudest.mean(axis=0))[0]) < 1


def shares(take):
    """The logarithms of the shares of power in ten bands of 100 Hz."""
    power = np.abs(np.fft.rfft(take)) ** 2
    band = (np.fft.rfftfreq(len(take), 1 / 16000) // 100).astype(int)
    return np.log(np.bincount(band, power)[:10] / power.sum())


def test_voices_and_sentences_can_be_told_but_not_all(speech):
    features = np.array([shares(take) for take in speech.data])
    nearest = make_pipeline(StandardScaler(), KNeighborsClassifier(1))

    def score(target, groups):
        return cross_val_score(
            nearest, features, target, groups=groups, cv=LeaveOneGroupOut()
        ).mean()

    assert 0.6 < score(speech.voices, speech.settings) < 0.95
    assert 0.65 < score(speech.sentences, speech.voices) < 0.92
    leaked = score(speech.sentences, speech.settings)
    assert leaked > score(speech.sentences, speech.voices) + 0.05


# ------------------------------------------------------------------ made by the script


def test_the_script_makes_the_same_samples_again(script, tmp_path):
    if script.espeak_version() != "1.51":
        pytest.skip(f"the takes were made by espeak-ng 1.51, here is {script.espeak_version()}")
    script.make_all(tmp_path)
    made, kept = ({path.name for path in folder.iterdir()} for folder in (tmp_path, FOLDER))
    assert made == kept
    for path in tmp_path.glob("*.wav"):
        (_, new), (_, old) = (wavfile.read(place) for place in (path, FOLDER / path.name))
        np.testing.assert_allclose(new.astype(int), old, rtol=0, atol=2, err_msg=path.name)


def test_without_espeak_the_script_says_what_is_missing(script, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert script.espeak_version() is None
    with pytest.raises(SystemExit, match=r"There is no espeak-ng here, .*\. Install it"):
        script.make_all(tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.parametrize(("level", "error"), [(0.08, None), (1.0, "too loud for a WAV")])
def test_a_take_is_cut_at_its_ends_and_scaled(script, tmp_path, monkeypatch, level, error):
    """Here a stand-in for espeak-ng says a tone of half a second between two silences."""
    said = np.zeros(22050)
    said[5000:16025] = 0.5 * np.sin(2 * np.pi * 441 * np.arange(11025) / 22050)
    wavfile.write(tmp_path / "tone.wav", 22050, np.rint(said * 2**15).astype(np.int16))
    stand_in = tmp_path / "espeak-ng"
    copy = shutil.which("cp")
    stand_in.write_text(
        f'#!/bin/sh\nwhile [ "$1" != -w ]; do echo "$1" >> "$0.told"; shift; done\n'
        f'{copy} "{tmp_path}/tone.wav" "$2"\necho "$3" >> "$0.told"\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(script, "LEVEL", level)
    if error:
        with pytest.raises(ValueError, match=error):
            script.make_take(1, 1, 4)
        return
    take = script.make_take(1, 1, 4)
    _, voice, _, pitch, _, speed, text = (tmp_path / "espeak-ng.told").read_text().splitlines()
    assert (voice, text) == ("en-gb+m3", "The cat sat on the wall.")
    assert 54 <= int(pitch) <= 62
    assert 179 <= int(speed) <= 191
    assert take.dtype == np.int16
    assert len(take) == pytest.approx(8000 + 2 * script.MARGIN, abs=60)
    assert rms(take / 2**15) == pytest.approx(level, rel=1e-3)
    spectrum = np.abs(np.fft.rfft(take[script.MARGIN : -script.MARGIN])) ** 2
    tone = spectrum.argmax()
    assert tone * 16000 / (len(take) - 2 * script.MARGIN) == pytest.approx(441, abs=2)
    quiet = rms(take[: script.MARGIN - 60] / 2**15)
    assert 20 * np.log10(quiet / level) == pytest.approx(-24, abs=1)
