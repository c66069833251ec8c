"""Breaking Chinese paragraphs into lines, with the few rules that matter."""

import re

NOT_AT_START = set("，。；：、！？）”’》】%％")
NOT_AT_END = set("（“‘《【")
# A number with its sign is never broken over two lines.
TOKEN = re.compile(r"[0-9A-Za-z.:%]+|.", re.S)


def width(character):
    """The width of a character in units of one Chinese character."""
    if character == "%":
        return 0.9
    return 0.5 if ord(character) < 128 else 1.0


def width_of(text):
    return sum(width(character) for character in text)


def break_lines(text, measure, indent=2.0):
    """Lines of at most about `measure` characters; the first is indented.

    Closing marks hang on to the line before them, and opening marks go on to the next.
    """
    lines, line, used = [], "", indent
    for token in TOKEN.findall(text):
        size = width_of(token)
        if line and used + size > measure and token[0] not in NOT_AT_START:
            carried = ""
            while line[-1] in NOT_AT_END:
                carried, line = line[-1] + carried, line[:-1]
            lines.append(line)
            line, used = carried, width_of(carried)
        line += token
        used += size
    lines.append(line)
    return lines
