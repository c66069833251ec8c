#!/usr/bin/env python3
"""Run the commands shown in the readmes, and renew what they print.

    python3 scripts/readme.py           write the readmes anew
    python3 scripts/readme.py --check   say which of them are out of date

A block of ```console holds lines `$ command` with their output below.  Output
that ends in a line `…` keeps its length; output that begins with one is an
excerpt, whose pieces must still stand in what is printed; other output is kept
whole.  The
program is target/debug/duixian, or DUIXIAN_BIN; its ledger is a new one.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README_FILES = ("README.md", "README.zh.md")
# Runs until it is stopped, and prints nothing that a reader needs.
NOT_RUN = ("duixian serve",)


def main():
    check = "--check" in sys.argv[1:]
    program = Path(os.environ.get("DUIXIAN_BIN", ROOT / "target/debug/duixian"))
    if not program.exists():
        sys.exit(f"{program} is not there; build it: cargo build -p duixian")
    outdated = []
    for name in README_FILES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as ledger:
            # Commands run there, so that what they write goes with it.
            os.symlink(ROOT / "samples", Path(ledger) / "samples")
            renewed = renew(text, program, ledger)
        if check and renewed != text:
            outdated.append(name)
        elif not check:
            path.write_text(renewed, encoding="utf-8")
    if outdated:
        sys.exit("out of date, run scripts/readme.py: " + ", ".join(outdated))


def renew(text, program, ledger):
    """The text with the output of its commands as it is now."""
    lines, shown, command, in_block = [], [], None, False

    def finish():
        nonlocal command
        if command is not None:
            lines.extend(output(command, shown, program, ledger))
        command = None
        shown.clear()

    for line in text.split("\n"):
        if line.startswith("```"):
            finish()
            in_block = line == "```console"
            lines.append(line)
        elif in_block and line.startswith("$ "):
            finish()
            command = line[2:]
            lines.append(line)
        elif command is not None:
            shown.append(line)
        else:
            lines.append(line)
    return "\n".join(lines)


def output(command, shown, program, ledger):
    """The lines that a command prints, cut where what was shown is cut."""
    if command.startswith(NOT_RUN):
        return list(shown)
    environment = {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "HOME": ledger,
        "DUIXIAN_DATA": ledger,
        "LANG": "en_US.UTF-8",
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }
    run = subprocess.run(command, shell=True, cwd=ledger, env=environment, capture_output=True, text=True)
    if run.returncode != 0 and not run.stdout:
        sys.exit(f"$ {command}\n{run.stderr}")
    lines = [line.rstrip() for line in run.stdout.rstrip("\n").split("\n")] if run.stdout else []
    if shown and shown[0] == "…":
        pieces = [piece.strip("\n") for piece in "\n".join(shown).split("…\n")]
        missing = [piece for piece in pieces if piece.strip("…\n") and piece.strip("…\n") not in "\n".join(lines)]
        if missing:
            sys.exit(f"$ {command}\nno longer prints:\n" + "\n".join(missing))
        return list(shown)
    if shown and shown[-1] == "…":
        return lines[: len(shown) - 1] + ["…"]
    return lines


if __name__ == "__main__":
    main()
