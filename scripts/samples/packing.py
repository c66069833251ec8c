"""Zip containers whose bytes do not depend on the time or the machine."""

import io
import zipfile

# The earliest time a zip entry can carry.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def pack(members):
    """A zip file of (name, text or bytes) in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            data = content.encode("utf-8") if isinstance(content, str) else content
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()


def same(one, other):
    """Whether two files are the same; for zip files, whether their members are.

    Two releases of zlib may compress the same member to different bytes.
    """
    if one[:2] != b"PK" or other[:2] != b"PK":
        return one == other
    return members(one) == members(other)


def members(data):
    """Names and contents of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
