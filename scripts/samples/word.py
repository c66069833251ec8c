"""A report as a Word document, with what makes real ones hard to read.

The numbers （一）（二） are Word's automatic numbering and stand nowhere in the
text; numbers are split over runs as input methods leave them; one change is
tracked; the closing note stands in a text box, once as a drawing and once as
its fallback; header and footer carry text that is not the report's.
"""

import re
from html import escape

from packing import pack

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" '
    'mc:Ignorable="wps"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# The tracked change: what was deleted, and the words inserted in its place.
DELETED, INSERTED, AFTER = "9月底前", "年底前", "确保清源大道东延工程2025年"

PART = re.compile(r"^[一二三四五六七八九十]+、")
ITEM = re.compile(r"^（[一二三四五六七八九十]+）")
NUMBER = re.compile(r"\d[\d.]*%?")


def build(lines):
    """The bytes of the .docx."""
    return pack(
        [
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", package_relations()),
            ("docProps/core.xml", core_properties()),
            ("word/document.xml", document(lines)),
            ("word/_rels/document.xml.rels", document_relations()),
            ("word/styles.xml", styles()),
            ("word/numbering.xml", numbering()),
            ("word/settings.xml", settings()),
            ("word/header1.xml", header()),
            ("word/footer1.xml", footer()),
        ]
    )


def document(lines):
    body, part = [], 0
    for number, line in enumerate(lines):
        if number == len(lines) - 1:
            body.append(text_box(line))
        elif number == 0:
            body.append(paragraph(line, "ReportTitle"))
        elif number < 3:
            body.append(paragraph(line, "Speaker"))
        elif PART.match(line):
            part += 1
            body.append(paragraph(line, "Part"))
        elif ITEM.match(line):
            # The first list is numbered by its style, the second by the paragraph itself.
            own = "" if part == 1 else f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{part}"/></w:numPr>'
            body.append(paragraph(ITEM.sub("", line), "Item", own))
        else:
            body.append(paragraph(line, "Text"))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" '
        'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )
    return f'{HEAD}<w:document {NAMESPACES}><w:body>{"".join(body)}{section}</w:body></w:document>'


def paragraph(text, style, extra=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'
    before, tracked, after = text.partition(AFTER + INSERTED)
    if not tracked:
        return f"<w:p>{properties}{runs(text)}</w:p>"
    mark = 'w:author="办公室" w:date="2025-01-03T09:00:00Z"'
    change = (
        f'<w:del w:id="1" {mark}><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {mark}><w:r><w:t>{INSERTED}</w:t></w:r></w:ins>'
    )
    bookmark = '<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>'
    return f"<w:p>{properties}{runs(before + AFTER)}{change}{bookmark}{runs(after)}</w:p>"


def runs(text):
    """Runs that cut every third number in two and give digits a font of their own."""
    pieces, end = [], 0
    for count, number in enumerate(NUMBER.finditer(text)):
        if number.start() > end:
            pieces.append((text[end : number.start()], False))
        digits = number.group()
        middle = len(digits) // 2 if count % 3 == 0 else 0
        pieces += [(piece, True) for piece in (digits[:middle], digits[middle:]) if piece]
        end = number.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return "".join(run(piece, latin) for piece, latin in pieces)


def run(text, latin):
    fonts = (
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>' if latin else '<w:rFonts w:hint="eastAsia"/>'
    )
    return f'<w:r><w:rPr>{fonts}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def text_box(text):
    """A paragraph that holds nothing but a text box, as a drawing and as its fallback."""
    content = f'<w:txbxContent>{paragraph(text, "Note")}</w:txbxContent>'
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5580000" cy="720000"/>'
        '<wp:docPr id="1" name="文本框 1"/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5580000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/>'
        f"</a:solidFill></a:ln></wps:spPr><wps:txbx>{content}</wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = (
        '<w:pict><v:shape id="box" style="width:439pt;height:57pt" type="#_x0000_t202">'
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict>"
    )
    return (
        '<w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )


def numbering():
    levels = (
        '<w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCountingThousand"/>{style}<w:suff w:val="nothing"/>'
        '<w:lvlText w:val="（%1）"/><w:lvlJc w:val="left"/></w:lvl>'
    )
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{levels.format(style="<w:pStyle w:val=%sItem%s/>" % (chr(34), chr(34)))}'
        f'</w:abstractNum><w:abstractNum w:abstractNumId="1">{levels.format(style="")}</w:abstractNum>'
    )
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number - 1}"/></w:num>' for number in (1, 2)
    )
    return f"{HEAD}<w:numbering {NAMESPACES}>{lists}{uses}</w:numbering>"


def styles():
    def style(name, title, paragraph_properties, font, size):
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{title}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{paragraph_properties}</w:pPr>'
            f'<w:rPr><w:rFonts w:eastAsia="{font}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    indent = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
    list_one = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:sz w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr></w:style>'
        + style("ReportTitle", "报告标题", '<w:jc w:val="center"/>', "宋体", 44)
        + style("Speaker", "报告人", '<w:jc w:val="center"/>', "楷体", 32)
        + style("Part", "一级标题", indent, "黑体", 32)
        + style("Item", "二级标题", list_one + indent, "楷体", 32)
        + style("Text", "报告正文", indent, "仿宋", 32)
        + style("Note", "注释", '<w:spacing w:line="360" w:lineRule="auto"/>', "楷体", 24)
        + "</w:styles>"
    )


def settings():
    return f'{HEAD}<w:settings {NAMESPACES}><w:trackRevisions/><w:defaultTabStop w:val="420"/></w:settings>'


def header():
    return (
        f'{HEAD}<w:hdr {NAMESPACES}><w:p><w:pPr><w:jc w:val="right"/></w:pPr>'
        "<w:r><w:t>清河区第十二届人民代表大会第四次会议文件</w:t></w:r></w:p></w:hdr>"
    )


def footer():
    field = "".join(
        f"<w:r>{piece}</w:r>"
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p></w:ftr>'


def core_properties():
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>政府工作报告</dc:title>'
        "<dc:creator>清河区人民政府办公室</dc:creator>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-03T09:00:00Z</dcterms:created></cp:coreProperties>'
    )


def content_types():
    parts = [
        ("/word/document.xml", f"{WORD_TYPE}.document.main+xml"),
        ("/word/styles.xml", f"{WORD_TYPE}.styles+xml"),
        ("/word/numbering.xml", f"{WORD_TYPE}.numbering+xml"),
        ("/word/settings.xml", f"{WORD_TYPE}.settings+xml"),
        ("/word/header1.xml", f"{WORD_TYPE}.header+xml"),
        ("/word/footer1.xml", f"{WORD_TYPE}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def package_relations():
    return relations(
        [
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    )


def document_relations():
    names = ("styles", "numbering", "settings", "header", "footer")
    files = ("styles.xml", "numbering.xml", "settings.xml", "header1.xml", "footer1.xml")
    return relations([(f"{OFFICE}/{name}", file) for name, file in zip(names, files)])


def relations(targets):
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{entries}</Relationships>'
