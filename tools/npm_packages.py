"""Get what the website, the slides and their tests take from npm, once.

A package is fetched by `npm pack`, held to its checksum, and unpacked under `build/npm/`.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "build" / "npm"
IMPATIENT = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000"]
CHECKSUMS = {
    "mathjax@3.2.2": "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09",
    "reveal.js@4.6.1": "4f4121ef2b8e7e9398bdecd7b3b6ce5e0ee3a2f5af221708eb6c4ce03bcae6be",
    "axe-core@4.14.1": "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
}


def npm_package(name: str) -> Path:
    """Return the folder of an unpacked package such as "mathjax@3.2.2", fetched if need be."""
    unpacked = FOLDER / name
    if not unpacked.is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as part:
            _fetch(name, Path(part))
            try:
                (Path(part) / "package").rename(unpacked)
            except OSError:
                if not unpacked.is_dir():  # else another process was faster
                    raise
    return unpacked


def _fetch(name: str, folder: Path) -> None:
    """Fetch a package and unpack it below `folder`."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"npm is needed, once, to fetch {name}. It comes with Node.js.")
    pack = [npm, "pack", "--silent", *IMPATIENT, name]
    packed = subprocess.run(pack, cwd=folder, text=True, capture_output=True)
    if packed.returncode:
        raise SystemExit(f"npm could not fetch {name}; the internet is needed for this, once.")
    archive = folder / packed.stdout.split()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != CHECKSUMS[name]:
        raise SystemExit(f"{archive.name} must have SHA-256 {CHECKSUMS[name]}, got {found}")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
