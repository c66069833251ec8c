"""A newspaper story as two PDF pages of four columns.

The fonts are predefined ones of PDF that are not embedded: body text in Unicode
(UniGB-UCS2-H), headings and the boxes in GBK (GBK-EUC-H).  The pieces of a page
are drawn in no particular order, as page layout programs do.
"""

import zlib

from typesetting import break_lines, width_of

# Points: the page, its margin, and four columns of fourteen characters.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 780, 1123, 46
COLUMNS, GAP, SIZE, MEASURE = 4, 24, 11, 14
COLUMN_WIDTH = MEASURE * SIZE
BODY, HEADING = "F1", "F2"

SECTIONS = ("老行当长出新本事", "企业要的不只是政策", "一座城的里子面子", "一碗米的新算法", "小事里的大民生", "新一年盯住什么")
BOXES = ("数字清河（2025年）", "新闻链接", "记者手记")
TURN = "（下转第4版）"


def build(lines):
    """The bytes of the .pdf."""
    turn = lines.index(TURN)
    first, second = lines[: turn + 1], lines[turn + 1 :]
    return write_pdf([first_page(first), second_page(second)])


def first_page(lines):
    name, date, title, subtitle, byline = lines[:5]
    page, top = [], PAGE_HEIGHT - MARGIN
    columns_top = top - 186
    # The story is drawn before the headline that stands over it.
    page += story(lines[5:], columns_top, columns_top - MARGIN)
    page += centred(title, HEADING, 38, PAGE_WIDTH / 2, top - 92)
    page += centred(subtitle, BODY, 18, PAGE_WIDTH / 2, top - 128)
    page += centred(byline, BODY, 11, PAGE_WIDTH / 2, top - 156)
    page += text_line(name, HEADING, 22, MARGIN, top - 20)
    page += text_line(date, BODY, 10, PAGE_WIDTH - MARGIN - width_of(date) * 10, top - 20)
    page += [rule(MARGIN, top - 34, PAGE_WIDTH - MARGIN)]
    return page


def second_page(lines):
    top = PAGE_HEIGHT - MARGIN
    start = [lines.index(title) for title in BOXES] + [len(lines)]
    boxes = [lines[start[number] : start[number + 1]] for number in range(len(BOXES))]
    boxes_top = MARGIN + 236
    columns_top = top - 46
    page, x = [], MARGIN
    for box, measure in zip(boxes, (18, 17, 22)):
        page += text_line(box[0], HEADING, 13, x, boxes_top - 14)
        y = boxes_top - 38
        figures = box[0] == BOXES[0]
        for paragraph in box[1:]:
            for number, line in enumerate(break_lines(paragraph, measure, 0.0 if figures else 2.0)):
                indent = 0 if figures or number else 2 * SIZE
                page += text_line(line, HEADING if figures else BODY, SIZE, x + indent, y)
                y -= 1.35 * SIZE
        x += measure * SIZE + 30
    page += [rule(MARGIN, boxes_top + 8, PAGE_WIDTH - MARGIN)]
    page += story(lines[1 : start[0]], columns_top, columns_top - boxes_top - 34)
    page += text_line(lines[0], BODY, 10, MARGIN, top - 14)
    page += [rule(MARGIN, top - 24, PAGE_WIDTH - MARGIN)]
    return page


def story(paragraphs, top, height):
    """Paragraphs and their headings in four columns of about the same height."""
    rows = []
    for paragraph in paragraphs:
        if paragraph in SECTIONS:
            rows += [("heading", paragraph, 0), None]
        else:
            pieces = break_lines(paragraph, MEASURE)
            last = len(pieces) - 1
            rows += [("last" if n == last else "line", piece, 0 if n else 2) for n, piece in enumerate(pieces)]
    per_column = -(-len(rows) // COLUMNS)
    while len(without_orphans(rows, per_column)) > COLUMNS * per_column:
        per_column += 1
    rows = without_orphans(rows, per_column)
    leading = min(height / per_column, 1.45 * SIZE)
    if leading < 1.25 * SIZE:
        raise ValueError(f"{per_column} lines do not fit into a column of {height} points")
    page = []
    for number, row in enumerate(rows):
        if row is None:
            continue
        kind, text, indent = row
        column, line = divmod(number, per_column)
        x = MARGIN + column * (COLUMN_WIDTH + GAP)
        y = top - SIZE - line * leading
        if kind == "heading":
            page += centred(text, HEADING, 13, x + COLUMN_WIDTH / 2, y - leading / 2)
        else:
            # Every line but a paragraph's last is spread over the width of its column.
            free = COLUMN_WIDTH - (indent + width_of(text)) * SIZE
            spread = free / max(len(text) - 1, 1) if kind == "line" else 0.0
            page += text_line(text, BODY, SIZE, x + indent * SIZE, y, spread)
    return page


def without_orphans(rows, per_column):
    """The rows with gaps, so that no heading stands at the foot of a column."""
    placed = []
    for row in rows:
        left = per_column - len(placed) % per_column
        if row and row[0] == "heading" and left < 3:
            placed += [None] * left
        placed.append(row)
    return placed


def centred(text, font, size, x, y):
    return text_line(text, font, size, x - width_of(text) * size / 2, y)


def text_line(text, font, size, x, y, spread=0.0):
    encoded = text.encode("utf-16-be" if font == BODY else "gbk").hex().upper()
    return [f"BT /{font} {size} Tf {spread:.3f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm <{encoded}> Tj ET"]


def rule(left, y, right):
    return f"0.6 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"


def write_pdf(pages):
    """A PDF 1.4 file of pages given as lists of drawing commands."""
    catalog = "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>"
    objects = [catalog, None]
    objects += font_objects("STSong-Light", "UniGB-UCS2-H", len(objects) + 1)
    objects += font_objects("SimHei", "GBK-EUC-H", len(objects) + 1)
    kids = []
    for commands in pages:
        content = zlib.compress("\n".join(commands).encode("ascii"), 9)
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] "
            f"/Resources << /Font << /{BODY} 3 0 R /{HEADING} 6 0 R >> >> /Contents {number + 1} 0 R >>"
        )
        objects.append((f"<< /Length {len(content)} /Filter /FlateDecode >>", content))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assemble(objects)


def font_objects(name, encoding, number):
    """A predefined Chinese font: the font, its descendant and its descriptor.

    Characters are a full square, except for the two runs of half-width Latin ones and their per cent signs.
    """
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name}-{encoding} /Encoding /{encoding} "
        f"/DescendantFonts [{number + 1} 0 R] >>",
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 "
        "/W [1 5 500 6 6 900 7 95 500 814 818 500 819 819 900 820 939 500] "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor {number + 2} 0 R >>",
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>",
    ]


def assemble(objects):
    """The file: header, numbered objects, cross-reference table, trailer."""
    out, offsets = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        dictionary, stream = content if isinstance(content, tuple) else (content, None)
        out += f"{number} 0 obj\n{dictionary}\n".encode("ascii")
        if stream is not None:
            out += b"stream\n" + stream + b"\nendstream\n"
        out += b"endobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    for offset in offsets:
        out += f"{offset:010d} 00000 n \n".encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode("ascii")
    return bytes(out)
