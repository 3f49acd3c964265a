"""The start-up check says in plain words what is missing, and how to mend it."""

import shutil
import sys
from importlib import metadata

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from course_utils import __main__ as startup


def test_here_everything_is_in_order_but_perhaps_the_memory(capsys):
    failed = startup.main()
    printed = capsys.readouterr().out
    for name in ("Python", "libraries", "data files", "fonts", "kernel"):
        assert f"{name}:".ljust(12) + "in order\n" in printed
    assert printed.endswith("Everything is there.\n") == (failed == 0)


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(startup, "OLDEST_PYTHON", (sys.version_info[0] + 1, 0))
    (sentence,) = startup.python()
    assert sentence.startswith(f"Python is {sys.version.split()[0]}, the course needs")


def test_missing_and_old_libraries_are_named_with_the_cure(monkeypatch):
    true_version = metadata.version

    def version(name):
        if name == "keras":
            raise metadata.PackageNotFoundError(name)
        return "1.26.4" if name == "numpy" else true_version(name)

    monkeypatch.setattr(metadata, "version", version)
    found = list(startup.libraries())
    assert [sentence.split(":")[0] for sentence in found] == [
        "numpy is 1.26.4",
        "keras is not installed",
    ]
    assert 'python -m pip install "numpy>=2.0"' in found[0]


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(startup.FOLDER, folder)
    monkeypatch.setattr(startup, "FOLDER", folder)
    return folder


def test_every_data_file_is_held_to_its_checksum(data_folder):
    assert list(startup.data_files()) == []
    sized = [*data_folder.glob("*.png"), *data_folder.glob("*.npz"), *data_folder.rglob("*.wav")]
    assert len(sized) > 80
    for path in sized:
        path.write_bytes(path.read_bytes()[:-1])
    assert len(list(startup.data_files())) == len(sized)


def test_missing_and_damaged_data_are_named(data_folder):
    (data_folder / "rhythms.npz").unlink()
    (data_folder / "speech" / "heron_1_2.wav").write_bytes(b"RIFF")
    assert list(startup.data_files()) == [
        "data/rhythms.npz is missing: get the course again",
        "data/speech/heron_1_2.wav has been changed or damaged: get the course again",
    ]


def test_another_font_is_noticed(monkeypatch):
    monkeypatch.setattr(startup, "findfont", lambda name: "/fonts/Other.ttf")
    (sentence,) = startup.fonts()
    assert "DejaVu Sans is missing" in sentence


def test_a_missing_and_a_foreign_kernel_are_named(monkeypatch):
    def none(manager, name):
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", none)
    (sentence,) = startup.kernel()
    assert "no kernel python3: python -m pip install ipykernel" in sentence

    class Foreign:
        argv = ("/elsewhere/bin/python",)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda manager, name: Foreign)
    (sentence,) = startup.kernel()
    assert "another Python" in sentence


def test_little_memory_is_named(monkeypatch):
    class Little:
        available = 2**29

    monkeypatch.setattr(psutil, "virtual_memory", lambda: Little)
    (sentence,) = startup.memory()
    assert sentence.startswith("0.5 GB of memory are free")


def test_what_cannot_be_looked_at_is_said_and_counted(monkeypatch, capsys):
    def broken():
        raise OSError("no disk")

    monkeypatch.setattr(startup, "CHECKS", {"fonts": broken, "Python": lambda: iter(["old"])})
    assert startup.main() == 2
    assert capsys.readouterr().out == (
        "fonts:\n    could not be looked at (OSError: no disk)\nPython:\n    old\n\n"
        "Mend what is named above, then try again.\n"
    )
