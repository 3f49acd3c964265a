"""The course runs on hubs as its page says: Binder, a link, containers, a cluster of Dask."""

import ast
import json
import os
import random
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import numpy as np
import pytest
import yaml
from distributed import LocalCluster
from jupyterlab.commands import get_app_dir
from PIL import Image

from course_utils.bovw import BagOfVisualWords
from course_utils.data import read_images

from .test_house import ROOT, files_in_git

sys.path.insert(0, str(ROOT / "tools"))

from make_handout import pack

PAGE = (ROOT / "teaching" / "hub.md").read_text(encoding="utf-8")
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
LABCONFIG = ROOT / "tools" / "labconfig" / "default_setting_overrides.json"
REPO2DOCKER = shutil.which("jupyter-repo2docker", path=Path(sys.executable).parent)


def blocks(language, holding=""):
    """The blocks of code of the page in a language, those that hold a text."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [block for block in found if holding in block]


def commands(holding):
    """The commands of the one shell block that holds a text, each as a list of words."""
    (block,) = blocks("bash", holding)
    return [shlex.split(line) for line in block.replace("\\\n", " ").splitlines()]


def megabytes(amount):
    return float(amount[:-1]) * {"M": 1, "G": 1024}[amount[-1]]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of what is in git, or will be."""
    folder = tmp_path_factory.mktemp("course")
    for name in files_in_git():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def cleared(folder):
    """The names of the notebooks in a folder that have no outputs."""
    names = []
    for path in sorted(folder.glob("*.ipynb")):
        code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        if not any(cell.outputs or cell.execution_count for cell in code):
            names.append(path.name)
    return names


# Binder.


def dockerfile(course, *options):
    if REPO2DOCKER is None:
        pytest.skip("jupyter-repo2docker is not installed: pip install -e '.[classroom]'")
    command = [REPO2DOCKER, "--no-build", "--debug", *options, str(course)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return run.stdout + run.stderr


def test_binder_would_install_the_environment_and_make_the_copy(course):
    written = dockerfile(course)
    assert "Building conda environment for python=3.11" in written
    steps = ["COPY --chown=", "src/ ${REPO_DIR}/", '--file "environment.yml"', "RUN ./postBuild"]
    places = [written.rindex(step) for step in steps]
    assert places == sorted(places)
    assert "requirements" not in written


@pytest.mark.skipif(os.name != "posix", reason="postBuild is for the Linux of an image")
def test_post_build_makes_the_learners_copy_and_sets_jupyterlab(course, tmp_path):
    image, copy = tmp_path / "image", tmp_path / "course"
    venv.create(image, with_pip=False)
    shutil.copytree(course, copy)
    environment = os.environ | {"PATH": f"{image / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["./postBuild"], cwd=copy, env=environment, check=True)
    assert cleared(copy / "my_course") == NOTEBOOKS
    settings = Path(get_app_dir()).relative_to(sys.prefix) / "settings" / "overrides.json"
    assert (image / settings).read_bytes() == LABCONFIG.read_bytes()


# What a learner takes, and the limits that follow.


def measured():
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    return {name: int(memory) for name, memory, _ in rows}


def test_every_notebook_was_measured():
    assert [f"{name}.ipynb" for name in measured() if f"{name}.ipynb" in NOTEBOOKS] == NOTEBOOKS


def config():
    (block,) = blocks("yaml", "working_dir")
    return yaml.safe_load(block)


def test_limits_leave_room_for_what_was_measured():
    memory = config()["singleuser"]["memory"]
    single = max(value for name, value in measured().items() if f"{name}.ipynb" in NOTEBOOKS)
    assert single < megabytes(memory["guarantee"])
    assert max(measured().values()) < megabytes(memory["limit"])
    settings = {words[3]: words[4] for words in commands("tljh-config set") if words[2] == "set"}
    assert settings["limits.memory"] == memory["limit"]
    assert float(settings["limits.cpu"]) == config()["singleuser"]["cpu"]["limit"]
    assert int(settings["services.cull.timeout"]) == config()["cull"]["timeout"]


# The link.


@pytest.fixture
def learners(tmp_path, monkeypatch):
    """A folder with the repository that is handed out, and the host it was pushed to."""
    if not (shutil.which("git") and shutil.which("unzip")):
        pytest.skip("git or unzip is missing")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Teacher")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "teacher@example.org")
    git(tmp_path, "init", "--quiet", "--bare", "hub.git")
    pack(tmp_path / "build" / "handout" / "pixels-to-networks.zip", solutions=True)
    script = "".join(blocks("bash", "git init") + blocks("bash", "make handout"))
    script = script.replace("make handout\n", "").replace("../learners", "learners")
    script = script.replace("https://YOUR-GIT-HOST/YOUR-LEARNERS", str(tmp_path / "hub.git"))
    subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def git(folder, *words):
    run = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout


def link():
    (block,) = blocks("text", "git-pull")
    return urlsplit(block.strip())


def test_the_learners_repository_holds_the_copies_and_the_licence(learners):
    branch = parse_qs(link().query)["branch"][0]
    handed_out = git(learners / "hub.git", "ls-tree", "--name-only", branch).split()
    assert sorted(handed_out) == sorted([*NOTEBOOKS, "LICENSE"])
    assert cleared(learners / "learners") == NOTEBOOKS


def test_the_link_names_what_is_handed_out_and_each_part_is_explained():
    query = parse_qs(link().query, strict_parsing=True)
    assert query["repo"] == ["https://YOUR-GIT-HOST/YOUR-LEARNERS"]
    assert query["repo"][0] in commands("make handout")[-1]
    assert query["branch"][0] == commands("make handout")[-1][-1]
    folder, name = (
        query["urlpath"][0].removeprefix("lab/tree/").removesuffix("?autodecode").split("/")
    )
    assert folder == query["targetPath"][0]
    assert name == NOTEBOOKS[0]
    for part in (*query, link().path.rpartition("/")[2]):
        assert f"\n| `{part}` | " in PAGE


def test_a_pull_keeps_what_the_learner_wrote_and_brings_what_the_teacher_changed(learners):
    pull = pytest.importorskip("nbgitpuller.pull", reason="nbgitpuller is not installed")
    copy, (changed, deleted, taken, kept) = learners / "home", NOTEBOOKS[2:6]

    def open_link():
        address = f"file://{learners / 'hub.git'}"
        list(pull.GitPuller(address, str(copy), branch="main").pull())

    open_link()
    answered = nbformat.read(copy / changed, as_version=4)
    for cell in answered.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="an output\n")]
    exercise = next(c for c in answered.cells if "exercise" in c.metadata.get("tags", []))
    exercise.source += "\nmy_answer = 1"
    nbformat.write(answered, copy / changed)
    (copy / deleted).unlink()
    (copy / kept).write_text("all new")
    (copy / "mine.ipynb").write_text("mine")
    (copy / "13_more.ipynb").write_text("mine too")

    theirs = nbformat.read(learners / "learners" / changed, as_version=4)
    theirs.cells[0].source += "\n\nOne more sentence."
    next(c for c in theirs.cells if "exercise" in c.metadata.get("tags", [])).source += "\n# new"
    nbformat.write(theirs, learners / "learners" / changed)
    (learners / "learners" / "13_more.ipynb").write_text("the teacher's")
    (learners / "learners" / taken).unlink()
    (learners / "learners" / kept).unlink()
    git(learners / "learners", "add", "--all")
    git(learners / "learners", "commit", "-m", "A change")
    git(learners / "learners", "push", str(learners / "hub.git"), "main")

    open_link()
    merged = nbformat.read(copy / changed, as_version=4)
    assert merged.cells[0].source.endswith("One more sentence.")
    assert exercise.source in [cell.source for cell in merged.cells]
    assert all(cell.outputs for cell in merged.cells if cell.cell_type == "code")
    assert (copy / deleted).is_file()
    assert not (copy / taken).exists()
    assert (copy / kept).read_text() == "all new"
    assert (copy / "mine.ipynb").read_text() == "mine"
    assert (copy / "13_more.ipynb").read_text() == "the teacher's"
    (renamed,) = copy.glob("13_more__*.ipynb")
    assert renamed.read_text() == "mine too"


# The Littlest JupyterHub and Zero to JupyterHub.


def test_the_littlest_hub_installs_files_that_there_are():
    (pip,) = [words for words in commands("--constraint") if "pip" in words]
    assert (ROOT / pip[pip.index("--constraint") + 1]).is_file()
    (copy,) = [words for words in commands("sudo install") if words[1] == "install"]
    assert ROOT / copy[-2] == LABCONFIG
    assert copy[-1].endswith("share/jupyter/lab/settings/overrides.json")


def test_every_piece_of_yaml_speaks_of_the_hub_or_its_learners():
    for block in blocks("yaml"):
        assert yaml.safe_load(block).keys() <= {"hub", "singleuser", "cull"}


@pytest.mark.parametrize("appendix", [False, True])
def test_the_image_is_built_outside_the_home(course, appendix):
    words = next(
        words
        for block in blocks("bash", "jupyter-repo2docker")
        for words in [shlex.split(block.replace("\\\n", " "))]
        if ("--appendix" in words) == appendix
    )
    assert (words[0], words[1], words[-1]) == ("jupyter-repo2docker", "--no-run", ".")
    written = dockerfile(course, *words[2:-1])
    if appendix:
        assert written.rindex("USER ${NB_USER}") < written.index(
            words[words.index("--appendix") + 1]
        )
    image = config()["singleuser"]["image"]
    assert words[words.index("--image-name") + 1] == f"{image['name']}:{image['tag']}"
    outside = words[words.index("--target-repo-dir") + 1]
    assert outside in config()["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    user = words[words.index("--user-name") + 1]
    assert config()["hub"]["config"]["KubeSpawner"]["working_dir"] == f"/home/{user}"


@pytest.mark.skipif(os.name != "posix", reason="the command is for the Linux of an image")
def test_a_server_that_starts_copies_what_is_missing_only(tmp_path):
    home, image = tmp_path / "home of a learner", tmp_path / "course" / "my_course"
    home.mkdir()
    image.mkdir(parents=True)
    for name in ("01_one.ipynb", "02_two.ipynb"):
        (image / name).write_text("from the course")
    command = config()["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    command = [word.replace("/srv/course", str(tmp_path / "course")) for word in command]
    for _ in range(2):
        environment = os.environ | {"HOME": str(home)}
        subprocess.run(command, env=environment, cwd=home, check=True)
        copies = {path.name: path.read_text() for path in (home / "my_course").iterdir()}
        assert copies.pop("02_two.ipynb") == "from the course"
        assert copies in [{"01_one.ipynb": "from the course"}, {"01_one.ipynb": "mine"}]
        (home / "my_course" / "01_one.ipynb").write_text("mine")
        (home / "my_course" / "02_two.ipynb").unlink()
    assert copies == {"01_one.ipynb": "mine"}


# The devcontainer.


def test_the_devcontainer_sets_up_the_course(course):
    written = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    known = {"name", "image", "postCreateCommand", "containerEnv", "forwardPorts"}
    assert written.keys() == known | {"portsAttributes", "hostRequirements", "customizations"}
    version = re.search(r"python=([\d.]+)", (ROOT / "environment.yml").read_text())[1]
    assert written["image"] == f"python:{version}-bookworm"
    assert [*written["portsAttributes"]] == [str(port) for port in written["forwardPorts"]]
    for name in written["customizations"]["vscode"]["extensions"]:
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", name)

    make, copy = (shlex.split(part) for part in written["postCreateCommand"].split("&&"))
    if shutil.which("make"):
        planned = subprocess.run([*make, "--dry-run"], cwd=course, capture_output=True, text=True)
        assert planned.returncode == 0
        assert "requirements.lock" in planned.stdout
    settings = written["customizations"]["vscode"]["settings"]
    interpreter = settings["python.defaultInterpreterPath"]
    assert interpreter == f"${{containerWorkspaceFolder}}/{copy[0]}"
    assert (ROOT / copy[1]).is_file()


def test_jupyterlab_starts_as_the_user_of_the_devcontainer(course):
    if not shutil.which("make"):
        pytest.skip("make is missing")
    written = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    command = ["make", "--dry-run", "lab"]
    planned = subprocess.run(
        command,
        cwd=course,
        env=os.environ | written["containerEnv"],
        capture_output=True,
        text=True,
    )
    assert re.search(r"-m jupyterlab .*--allow-root .*my_course", planned.stdout)


# Dask.


def test_every_piece_of_python_is_python():
    assert len([ast.parse(block) for block in blocks("python")]) == 4


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        protocol="tcp://",
        dashboard_address=None,
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def pictures(tmp_path):
    """A folder of small grey pictures, each with stripes of its own."""
    rng = np.random.default_rng(0)
    (tmp_path / "pictures").mkdir()
    for number in range(14):
        picture = rng.integers(0, 256, (40, 10)).repeat(4, axis=1).astype(np.uint8)
        Image.fromarray(picture).save(tmp_path / "pictures" / f"photo_{number}.png")
    return tmp_path / "pictures"


def test_the_example_on_a_cluster_finds_the_same_features_bit_for_bit(
    cluster, pictures, tmp_path, monkeypatch
):
    (example,) = blocks("python", "SAMPLE, PORTION = 300, 100")
    example = example.replace("SAMPLE, PORTION = 300, 100", "SAMPLE, PORTION = 9, 4")
    example = example.replace("/shared/pictures", str(pictures))
    script = tmp_path / "example.py"
    script.write_text(example.replace("tcp://SCHEDULER:8786", cluster), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")

    read = read_images(pictures)
    sample = random.Random(0).sample(sorted(read), 9)
    bag = BagOfVisualWords(100, random_state=0).fit(np.stack([read[name] for name in sample]))
    expected = bag.transform(np.stack([read[name] for name in sorted(read)]))
    assert np.array_equal(np.load("features.npy"), expected)


def test_a_collection_in_memory_gives_the_same_features_on_the_cluster(cluster, pictures):
    (example,) = blocks("python", "fit_transform(collection)")
    collection = np.stack([*read_images(pictures).values()])
    bag = BagOfVisualWords(20, random_state=0)
    found = {"bag": bag, "collection": collection}
    exec(example.replace("tcp://SCHEDULER:8786", cluster), found)
    assert np.array_equal(found["features"], bag.fit_transform(collection))
