"""Writes adobe-gb1.bin: for each CID of the Adobe-GB1 character collection its UTF-16 code unit, big-endian.

usage: python3 adobe-gb1.py Adobe-GB1-UCS2 > adobe-gb1.bin
Zero stands for "none, or above U+FFFF"; the six characters above U+FFFF are printed to stderr.
"""

import re
import struct
import sys

text = open(sys.argv[1], encoding="ascii").read()
characters = {}
for kind, block in re.findall(r"begin(bfchar|bfrange)(.*?)endbf", text, re.S):
    pattern = r"<(\w+)>\s+<(\w+)>\s+<(\w+)>" if kind == "bfrange" else r"<(\w+)>()\s+<(\w+)>"
    for first, last, target in re.findall(pattern, block):
        start = ord(bytes.fromhex(target).decode("utf-16-be")[0])
        for cid in range(int(first, 16), int(last or first, 16) + 1):
            characters[cid] = start + cid - int(first, 16)

for cid, character in sorted(characters.items()):
    if character > 0xFFFF:
        print(f"({cid}, {chr(character)!r}),", file=sys.stderr)
    if character in (0xFFFD, 0x2002):  # CID 0 is "no glyph"; CID 7716 is the half-width space.
        characters[cid] = 0 if character == 0xFFFD else 0x20
units = [characters.get(cid, 0) for cid in range(max(characters) + 1)]
sys.stdout.buffer.write(b"".join(struct.pack(">H", 0 if unit > 0xFFFF else unit) for unit in units))
