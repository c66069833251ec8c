"""A report as OFD, the fixed-layout format of Chinese government (GB/T 33190).

Pages of 22 lines by 28 characters, as official documents have; a paragraph runs
over lines and pages, and every page carries its number as text.  Fonts are
named and not embedded.
"""

import re
from html import escape

from packing import pack
from typesetting import break_lines, width, width_of

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

# Millimetres: the page, its text area, a line and a character of size 3 (三号).
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
LEFT, TOP = 28, 37
CHARACTER, LINE = 5.57, 10.2
MEASURE, LINES = 28, 22

FONTS = {"title": (2, 7.76), "heading": (3, CHARACTER), "item": (4, CHARACTER), "text": (5, CHARACTER)}
NAMES = {2: "宋体", 3: "黑体", 4: "楷体", 5: "仿宋"}


def build(lines):
    """The bytes of the .ofd."""
    pages = paginate(lines)
    members = [
        ("OFD.xml", root()),
        ("Doc_0/Document.xml", document(len(pages))),
        ("Doc_0/PublicRes.xml", resources()),
    ]
    # Object numbers go on from page to page, after those of pages and fonts.
    next_id = 1000
    for number, page in enumerate(pages):
        content, next_id = page_content(page, number + 1, next_id)
        members.append((f"Doc_0/Pages/Page_{number}/Content.xml", content))
    return pack(members)


def paginate(lines):
    """Pages of (kind, text, indent, alignment) lines."""
    rows = []
    for number, line in enumerate(lines):
        if number == 0:
            rows += [("title", line, 0.0, "centred"), None]
        elif number < 3:
            rows += [("item", piece, 0.0, "centred") for piece in break_lines(line, MEASURE, 0.0)]
        else:
            kind = kind_of(line)
            pieces = break_lines(line, MEASURE)
            for index, piece in enumerate(pieces):
                spread = index < len(pieces) - 1
                rows.append((kind, piece, 2.0 if index == 0 else 0.0, "spread" if spread else "left"))
    return [rows[start : start + LINES] for start in range(0, len(rows), LINES)]


def kind_of(line):
    if re.match(r"^[一二三四五六七八九十]+、", line):
        return "heading"
    if re.match(r"^（[一二三四五六七八九十]+）", line):
        return "item"
    return "text"


def page_content(rows, number, next_id):
    layer_id, next_id = next_id, next_id + 1
    objects = []
    for position, row in enumerate(rows):
        if row is None:
            continue
        kind, text, indent, alignment = row
        font, size = FONTS[kind]
        free = MEASURE * CHARACTER - (indent + width_of(text)) * size
        x = LEFT + (free / 2 if alignment == "centred" else indent * size)
        # Every line but a paragraph's last is spread over the width of the page.
        spread = free / (len(text) - 1) if alignment == "spread" else 0.0
        objects.append(text_object(next_id, text, font, size, x, TOP + position * LINE, spread))
        next_id += 1
    mark = f"— {number} —"
    x = LEFT + (MEASURE * CHARACTER - width_of(mark) * 4.94) / 2
    objects.append(text_object(next_id, mark, 2, 4.94, x, PAGE_HEIGHT - 28, 0.0))
    content = (
        f"{HEAD}<ofd:Page {SPACE}><ofd:Area><ofd:PhysicalBox>0 0 {PAGE_WIDTH} {PAGE_HEIGHT}</ofd:PhysicalBox></ofd:Area>"
        f'<ofd:Content><ofd:Layer ID="{layer_id}" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )
    return content, next_id + 1


def text_object(identity, text, font, size, x, y, spread):
    deltas = [round(width(character) * size + spread, 3) for character in text[:-1]]
    spacing = f' DeltaX="{compress(deltas)}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="{identity}" Boundary="{x:.2f} {y:.2f} {sum(deltas) + width(text[-1]) * size:.2f} {size * 1.2:.2f}" '
        f'Font="{font}" Size="{size}"><ofd:TextCode X="0" Y="{size * 0.9:.2f}"{spacing}>'
        f"{escape(text, quote=False)}</ofd:TextCode></ofd:TextObject>"
    )


def compress(deltas):
    """The advances of the characters, with `g count value` for four or more of the same."""
    parts, start = [], 0
    while start < len(deltas):
        end = start
        while end < len(deltas) and deltas[end] == deltas[start]:
            end += 1
        value = f"{deltas[start]:.3f}".rstrip("0").rstrip(".")
        count = end - start
        parts.append(f"g {count} {value}" if count > 3 else " ".join([value] * count))
        start = end
    return " ".join(parts)


def root():
    return (
        f'{HEAD}<ofd:OFD {SPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>00000000000000000000000000002026</ofd:DocID><ofd:Title>政府工作报告</ofd:Title>"
        "<ofd:Author>清河区人民政府办公室</ofd:Author><ofd:CreationDate>2026-01-20</ofd:CreationDate>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def document(pages):
    entries = "".join(
        f'<ofd:Page ID="{100 + number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(pages)
    )
    return (
        f"{HEAD}<ofd:Document {SPACE}><ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {PAGE_WIDTH} {PAGE_HEIGHT}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages>{entries}</ofd:Pages></ofd:Document>"
    )


def resources():
    fonts = "".join(
        f'<ofd:Font ID="{identity}" FontName="{name}" FamilyName="{name}" Charset="unicode"/>'
        for identity, name in NAMES.items()
    )
    return f'{HEAD}<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>'
