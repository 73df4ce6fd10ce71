"""From the bytes of a file to the elements of an XML document, or to a refusal in plain words.

Hardened: no DTD, no entities but XML's own five, no network, limits on size, depth and number of
elements, and no file bytes inside. What is only a slip of the sender's program (control characters,
a wrong encoding label, an undeclared prefix) is put right for reading, with a remark; the bytes
that are kept are those that came.
"""

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from symphony.referrals import contents, embedded
from symphony.referrals.cybertipline.document import Remark
from symphony.referrals.refusals import (
    LARGEST_DOCUMENT,
    Refusal,
    Refused,
    binary,
    media,
    position,
    refuse_text,
    too_large,
)

_MOST_ELEMENTS = 400_000
_HEAD = 256

_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
# Python knows encodings that are not ways of writing text (or hide it, as UTF-7 does).
_ENCODINGS = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp125\d|cp437|cp85\d|cp932|cp949|koi8-[rut]|mac-roman|shift_jis|euc_\w+"
    r"|gb2312|gbk|gb18030|big5|iso2022_(?:jp|kr)|tis-620"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FORBIDDEN_REFERENCE = re.compile(r"&#(?:0*([12]?\d|3[01])|[xX]0*(1?[0-9A-Fa-f]));")
_DOCTYPE = re.compile(r"\s*(?:<\?.{0,2000}?\?>\s*|<!--.{0,9999}?-->\s*)*<!DOCTYPE", re.DOTALL)
_UNDECLARED = re.compile(r"Namespace prefix ([\w.-]+) ")
_ROOT_NAME = re.compile(r"<[A-Za-z_][\w:.-]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    root: etree._Element
    text: str
    remarks: tuple[Remark, ...]


def parse(data: bytes) -> Parsed:
    """Return the elements of the document.

    :raises Refused: if the bytes are not an XML document that can be kept and understood
    """
    _refuse_unreadable(data)
    text, encoding, remarks = _decode(data)
    if found := embedded.cut_out(text):
        raise _holding_file_bytes(text, encoding, *found)
    _refuse_beforehand(data, text)
    root = _elements(data, text, remarks)
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(data, text, "dtd", _DTD)
    return Parsed(root, text, tuple(remarks))


_DTD = (
    "The document holds a DTD (<!DOCTYPE ...>), which can make a reader fetch files or fill its"
    " memory, so it was not read. Ask the sender for the report without it."
)


def _refuse_unreadable(data: bytes) -> None:
    if not data:
        raise Refused(Refusal("empty", "The file is empty. Ask the sender for it again.", kept=b""))
    if len(data) > LARGEST_DOCUMENT:
        raise Refused(too_large(len(data)))
    head = data[: contents.HEAD]
    if kind := contents.media_kind(head):
        raise Refused(media(kind))
    if kind := contents.binary_kind(head):
        raise Refused(binary(kind))


def _refused(data: bytes, text: str, code: str, reason: str, where: str = "") -> Refused:
    return refuse_text(text, code=code, reason=reason, where=where, kept=data)


def _holding_file_bytes(text: str, encoding: str, cut: str, first: int) -> Refused:
    return refuse_text(
        cut,
        code="embedded_bytes",
        reason="The document holds the bytes of a file (base64, hexadecimal or a data: address)."
        " They were cut out and not kept. Ask the sender for the report with hashes only.",
        where=position(text, first),
        kept=cut.encode(encoding, "replace"),
        redacted=True,
    )


def _decode(data: bytes) -> tuple[str, str, list[Remark]]:
    """Return the text and its encoding: by its mark, by its label, or else UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    declared = _DECLARED.match(data)
    if declared is None:
        return _decoded(data, "utf-8")
    label = declared[1].decode("ascii")
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        encoding = ""
    if _ENCODINGS.fullmatch(encoding):
        return _decoded(data, "utf-8" if encoding == "ascii" else encoding)
    # Programs that write to memory first label UTF-8 as UTF-16; nor is it worth losing a report
    # over a label that nobody knows.
    text, encoding, remarks = _decoded(data, "utf-8")
    said = f"The document is labelled {label} and was read as UTF-8."
    return text, encoding, [Remark("encoding", "", said), *remarks]


def _decoded(data: bytes, encoding: str) -> tuple[str, str, list[Remark]]:
    try:
        return data.decode(encoding), encoding, []
    except UnicodeDecodeError:
        pass
    if encoding.startswith("utf-8"):
        text = data.decode(encoding, "symphony_windows_1252")
    else:
        text = data.decode(encoding, "replace")
    if contents.looks_binary(text):
        raise Refused(binary("a file of bytes"))
    said = f"Some characters are not {encoding.removesuffix('-sig').upper()}: check names in it."
    return text, encoding, [Remark("encoding", "", said)]


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that is not UTF-8 as older Windows programs would have meant it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("symphony_windows_1252", _as_windows_1252)


def _refuse_beforehand(data: bytes, text: str) -> None:
    if "<!DOCTYPE" in text and _DOCTYPE.match(text.lstrip("\ufeff")):
        raise _refused(data, text, "dtd", _DTD, position(text, text.index("<!DOCTYPE")))
    if text.count("<") > _MOST_ELEMENTS:
        raise _refused(
            data,
            text,
            "too_many_elements",
            f"The document has more than {_MOST_ELEMENTS:,} marks, far more than any report."
            " Ask the sender to send it in parts.",
        )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _elements(data: bytes, text: str, remarks: list[Remark]) -> etree._Element:
    """Parse, putting right what is only a slip; each round mends one more kind of it."""
    mended = text.rstrip("\x00\x1a")
    for _ in range(20):
        try:
            return etree.fromstring(mended.encode(), _parser())
        except etree.XMLSyntaxError as error:
            better = _mend(mended, error, remarks)
            if better is None or better == mended:
                raise _not_xml(data, text, mended, error) from error
            mended = better
    raise _refused(data, text, "not_xml", "The document uses too many undeclared prefixes.")


def _mend(text: str, error: etree.XMLSyntaxError, remarks: list[Remark]) -> str | None:
    code = getattr(error, "code", 0)
    if code == etree.ErrorTypes.ERR_INVALID_CHAR:
        if contents.looks_binary(text):
            raise Refused(binary("a file of bytes"))
        shown, count = _FORBIDDEN.subn(_visible, text)
        shown, references = _FORBIDDEN_REFERENCE.subn(_visible_reference, shown)
        if count + references:
            said = f"{count + references} control character(s), which XML does not allow, are"
            remarks.append(
                Remark("control_characters", "", f"{said} shown as signs such as \u2401.")
            )
        return shown
    if code == etree.ErrorTypes.ERR_RESERVED_XML_NAME:
        return text.lstrip()
    if code == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE:
        prefix = _UNDECLARED.search(error.msg or "")
        root = _ROOT_NAME.search(text)
        if prefix and root:
            declared = f' xmlns:{prefix[1]}="undeclared:{prefix[1]}"'
            return text[: root.end()] + declared + text[root.end() :]
    return None


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _visible_reference(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2], 16)
    return match[0] if code in (9, 10, 13) else chr(0x2400 + code)


def _not_xml(data: bytes, text: str, mended: str, error: etree.XMLSyntaxError) -> Refused:
    line, column = error.position
    where = f"line {line}, column {column}"
    message = error.msg or ""
    if "Excessive depth" in message:
        reason = "The document is nested more than 256 deep. Ask the sender for a correct one."
        return _refused(data, text, "too_deep", reason, where)
    if "limit exceeded" in message:
        reason = "One value in the document is longer than 10 million characters."
        return _refused(data, text, "too_large", reason, where)
    if contents.looks_binary(text) or "\x00" in text[:_HEAD]:
        return Refused(binary("a file of bytes"))
    if "<" not in text:
        reason = "This is not XML: it holds no element. Send the report as XML."
        return _refused(data, text, "not_xml", reason)
    if re.match(r"\s*<(?:!doctype html|html\b)", text, re.IGNORECASE):
        reason = "This is a web page, not a report. Ask the sender for the XML document."
        return _refused(data, text, "not_xml", reason)
    if _is_cut_off(mended, error):
        reason = (
            "The document stops before its end: the rest is missing. Ask the sender for it again."
        )
        return _refused(data, text, "truncated", reason, where)
    if "Extra content" in message:
        reason = (
            "Something follows the end of the document; more than one report in a file cannot be"
            " told apart safely. Send one document in each file."
        )
        return _refused(data, text, "not_xml", reason, where)
    told = re.sub(r",? line \d+(?:, column \d+)?|\bline \d+", "", message).strip(" \n,.")[:200]
    reason = f"This is not well-formed XML: {told}. Ask the sender for a correct one."
    return _refused(data, text, "not_xml", reason, where)


def _is_cut_off(text: str, error: etree.XMLSyntaxError) -> bool:
    """Tell a document that is right as far as it goes: what is wrong is only its end."""
    if getattr(error, "code", 0) == etree.ErrorTypes.ERR_TAG_NAME_MISMATCH:
        return False
    line, column = error.position
    last_line, last_column = text.count("\n") + 1, len(text) - text.rfind("\n")
    return line > last_line or (line == last_line and column >= last_column - 1)
