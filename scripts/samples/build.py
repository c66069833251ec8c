#!/usr/bin/env python3
"""Make the documents of the sample district from their plain-text sources.

The texts in samples/source are the truth; everything else in samples that is
not written by hand comes from here.  Only the standard library is used and no
clock is read, so that the same sources give the same documents.

    python3 scripts/samples/build.py           write the documents
    python3 scripts/samples/build.py --check   say what is out of date or misquoted
"""

import argparse
import sys
import tomllib
from pathlib import Path

# Nothing of Python's own is left beside the sources.
sys.dont_write_bytecode = True

import fixed_layout
import newspaper
import packing
import webpage
import word

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

# What is made: the file, the source it is made of, and how.
DOCUMENTS = [
    ("qinghe-2025.docx", "qinghe-2025.txt", word.build),
    ("qinghe-2026.ofd", "qinghe-2026.txt", fixed_layout.build),
    ("qinghe-2026.html", "qinghe-2026.txt", webpage.build),
    ("qinghe-2026-newspaper.pdf", "qinghe-2026-newspaper.txt", newspaper.build),
]


def source_lines(name):
    """The paragraphs of a source text, one a line."""
    text = (SAMPLES / "source" / name).read_text(encoding="utf-8")
    lines = text.split("\n")
    if lines[-1] != "" or "" in lines[:-1]:
        sys.exit(f"{name}: a source text ends with one newline and has no empty line")
    return lines[:-1]


def misquoted():
    """The quotes of faults.toml that do not stand exactly once in their document."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (SAMPLES / "source").glob("*.txt")}
    faults = tomllib.loads((SAMPLES / "faults.toml").read_text(encoding="utf-8"))
    quotes = [quote for check in faults["check"] for quote in check["quotes"]]
    quotes += [link[end] for link in faults["link"] for end in ("promise", "outcome") if end in link]
    return [quote["quote"] for quote in quotes if texts[quote["document"]].count(quote["quote"]) != 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with what is there and write nothing")
    arguments = parser.parse_args()

    outdated = []
    for name, source, build in DOCUMENTS:
        made = build(source_lines(source))
        path = SAMPLES / name
        if not arguments.check:
            path.write_bytes(made)
            print(f"{name}: {len(made)} bytes")
        elif not path.exists() or not packing.same(path.read_bytes(), made):
            outdated.append(name)

    if outdated:
        sys.exit("out of date, run scripts/samples/build.py: " + ", ".join(outdated))
    if wrong := misquoted():
        sys.exit("faults.toml: not found exactly once in its document:\n" + "\n".join(wrong))


if __name__ == "__main__":
    main()
