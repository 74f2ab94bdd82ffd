"""The document tree of a .docx file, from its bytes, unpacked and parsed within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from training_catalog.word_form.problems import WordFormError
from training_catalog.word_form.shapes import WordLimits

ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MAGIC = b"{\\rtf"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
ROOT_RELATIONS = "_rels/.rels"
MAIN_DOCUMENT = "/officeDocument"
DEFAULT_PART = "word/document.xml"
DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
CHUNK_BYTES = 1 << 20


def read_file(path: Path, limits: WordLimits) -> bytes:
    """The bytes of the file. Raises WordFormError when it cannot be opened or is too big."""
    try:
        size = path.stat().st_size
        if size > limits.max_file_bytes:
            raise WordFormError("file_too_big", f"{size // 1_000_000} MB > {limits.max_file_bytes // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise WordFormError("file_missing", error.strerror or type(error).__name__) from error


def is_legacy(content: bytes) -> bool:
    """True for the old binary format and RTF. Raises WordFormError for files that Word itself could not show us."""
    if content.startswith(ZIP_MAGIC):
        return False
    if content.startswith(OLE_MAGIC):
        if ENCRYPTED_STREAM in content:
            raise WordFormError("file_encrypted")
        if WORD_STREAM in content:
            return True
        raise WordFormError("file_not_word")
    if content.startswith(RTF_MAGIC):
        return True
    raise WordFormError("file_not_word")


def document_body(content: bytes, limits: WordLimits) -> etree._Element:
    """The `w:body` element of a .docx. Raises WordFormError for damaged, unsafe or foreign files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            check_sizes(package, limits)
            part = main_part(package, limits)
            root = parse_xml(read_entry(package, part, limits))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise WordFormError("file_damaged", type(error).__name__) from error
    except RuntimeError as error:  # zipfile raises a bare RuntimeError for an encrypted entry
        raise WordFormError("file_encrypted") from error
    body = next((child for child in root if local_name(child) == "body"), None)
    if local_name(root) != "document" or body is None:
        raise WordFormError("file_not_word")
    return body


def check_sizes(package: zipfile.ZipFile, limits: WordLimits) -> None:
    """Refuse a package with too many entries or too many declared bytes."""
    entries = package.infolist()
    if len(entries) > limits.max_entries:
        raise WordFormError("file_too_big", f"{len(entries)} > {limits.max_entries}")
    declared = sum(entry.file_size for entry in entries)
    if declared > limits.max_unpacked_bytes:
        raise WordFormError("file_too_big", f"{declared // 1_000_000} MB > {limits.max_unpacked_bytes // 1_000_000} MB")


def main_part(package: zipfile.ZipFile, limits: WordLimits) -> str:
    """The name of the part holding the text, found through the package relations."""
    names = set(package.namelist())
    if ROOT_RELATIONS in names:
        for relation in parse_xml(read_entry(package, ROOT_RELATIONS, limits)):
            if str(relation.get("Type", "")).endswith(MAIN_DOCUMENT):
                target = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
                if target in names:
                    return target
    if DEFAULT_PART in names:
        return DEFAULT_PART
    raise WordFormError("file_not_word")


def read_entry(package: zipfile.ZipFile, name: str, limits: WordLimits) -> bytes:
    """The entry's bytes, counted while unpacking: the sizes a package declares are not trusted."""
    unpacked = io.BytesIO()
    with package.open(name) as entry:
        while chunk := entry.read(CHUNK_BYTES):
            unpacked.write(chunk)
            if unpacked.tell() > limits.max_unpacked_bytes:
                raise WordFormError("file_too_big", f"> {limits.max_unpacked_bytes // 1_000_000} MB")
    return unpacked.getvalue()


def parse_xml(content: bytes) -> etree._Element:
    """The root element. Raises WordFormError on any document type declaration and on malformed XML."""
    if any(word in content for word in DECLARATIONS):
        raise WordFormError("file_unsafe")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise WordFormError("file_damaged", "XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise WordFormError("file_unsafe")
    return root


def local_name(element: etree._Element) -> str:
    """The tag without its namespace: the transitional and the strict format differ only there."""
    return str(element.tag).rpartition("}")[2]
