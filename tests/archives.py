"""Repositories as their hosts pack them."""

import io
import zipfile


def archive(files: dict[str, str] | dict[str, bytes], around: str = "repository-main") -> bytes:
    """A repository as its host packs it: a zip file with a folder around everything."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for path, content in files.items():
            out.writestr(f"{around}/{path}", content)
    return packed.getvalue()
