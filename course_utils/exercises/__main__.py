"""`python -m course_utils.exercises mark FOLDER`: mark returned notebooks."""

from __future__ import annotations

import argparse
from pathlib import Path

from .marking import draw_mistakes, mark, write_table


def main() -> None:
    """Mark a folder and say where the tables are."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.exercises", description=__doc__)
    commands = parser.add_subparsers(required=True)
    marks = commands.add_parser("mark", help="run every notebook below FOLDER, table the verdicts")
    marks.add_argument("folder", type=Path, metavar="FOLDER")
    marks.add_argument("--seconds", type=float, default=300.0, help="time for each notebook")
    marks.add_argument("--megabytes", type=float, default=2000.0, help="memory for each notebook")
    options = parser.parse_args()
    rows = mark(options.folder, seconds=options.seconds, megabytes=options.megabytes)
    write_table(rows, options.folder)
    draw_mistakes(rows).savefig(options.folder / "mistakes.png", dpi=100)
    print(f"marks.csv, marks.md and mistakes.png are in {options.folder}")


if __name__ == "__main__":
    main()
