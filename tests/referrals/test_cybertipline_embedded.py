"""File bytes inside a document are cut out; hashes, tokens and long words are not."""

import base64
import hashlib
import random
import textwrap
import uuid

import pytest

from symphony.referrals import cybertipline, embedded
from tests import samples

rng = random.Random(1)
RANDOM = rng.randbytes(3_000)


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


FILE_BYTES = {
    "jpeg": samples.base64_of(),
    "jpeg in lines": samples.base64_of(width=76),
    "jpeg in short lines": samples.base64_of(width=20),
    "png": samples.base64_of(b"\x89PNG\r\n\x1a\n" + RANDOM[:60]),
    "gif of one dot": "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    "mp4": samples.base64_of(b"\x00\x00\x00\x18ftypmp42" + RANDOM[:60]),
    "webp": samples.base64_of(b"RIFF\x10\x10\x00\x00WEBPVP8 " + RANDOM[:60]),
    "pdf": samples.base64_of(b"%PDF-1.7" + RANDOM[:60]),
    "unknown bytes": samples.base64_of(RANDOM[:400]),
    "unknown bytes in lines": samples.base64_of(RANDOM, width=76),
    "unknown bytes in lines with returns": samples.base64_of(RANDOM, width=64).replace(
        "\n", "\r\n"
    ),
    "lines apart by spaces": samples.base64_of(RANDOM, width=64).replace("\n", "  "),
    "lines in elements": "<l>"
    + samples.base64_of(RANDOM, width=76).replace("\n", "</l><l>")
    + "</l>",
    "returns as references": samples.base64_of(RANDOM, width=76).replace("\n", "&#13;\n"),
    "signs as references": samples.base64_of(RANDOM).replace("/", "&#x2F;").replace("+", "&#43;"),
    "all as references": "".join(f"&#{ord(sign)};" for sign in samples.base64_of(RANDOM)),
    "in CDATA": f"<![CDATA[{samples.base64_of(RANDOM)}]]>",
    "split by a comment": samples.base64_of(RANDOM[:300])
    + "<!-- x -->"
    + samples.base64_of(RANDOM[300:600]),
    "in a comment": f"<!-- {samples.base64_of()} -->",
    "in an instruction": f"<?x {samples.base64_of()}?>",
    "in an attribute": f"<x y='{samples.base64_of()}'/>",
    "address-safe": base64url(RANDOM),
    "base32": base64.b32encode(RANDOM).decode(),
    "hexadecimal": RANDOM[:300].hex(),
    "hexadecimal jpeg": samples.JPEG[:44].hex(),
    "hexadecimal pairs": samples.JPEG.hex(" "),
    "hexadecimal lines": "\n".join(textwrap.wrap(samples.JPEG.hex(), 64)),
    "data address": "see data:image/jpeg;base64," + samples.base64_of(RANDOM[:30]),
    "data address in lines": "data:image/png;base64," + samples.base64_of(RANDOM, width=76),
    "data address of text": 'src="data:image/svg+xml,%3Csvg%3E"',
    "data address escaped": "data%3Aimage%2Fpng%3Bbase64%2CAAAA",
    "in a web address": "https://example.org/?i=" + base64url(samples.JPEG[:300]),
    "one letter": samples.base64_of(b"x" * 3_000),
    "uuencode": "begin 644 a.jpg\n" + "M" + "A]B'" * 15 + "\n" + "M" + "A]B'" * 15 + "\n`\nend",
}

NOT_FILE_BYTES = {
    "many MD5": "\n".join(hashlib.md5(bytes([n])).hexdigest() for n in range(200)),
    "many SHA-1": " ".join(hashlib.sha1(bytes([n])).hexdigest() for n in range(200)),
    "many SHA-256": "\n".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(200)),
    "many SHA-512": ",".join(hashlib.sha512(bytes([n])).hexdigest() for n in range(200)),
    "SHA-256 in base64": "\n".join(samples.base64_of(rng.randbytes(32)) for _ in range(50)),
    "PhotoDNA": "\n".join(samples.base64_of(rng.randbytes(144)) for _ in range(9)),
    "a fingerprint": hashlib.sha512(b"").digest().hex(":"),
    "a signed token": ".".join(
        map(base64url, (b'{"alg":"RS256","typ":"JWT"}', RANDOM[:900], RANDOM[:256]))
    ),
    "a web address with a long token": "https://cdn.example.org/x?sig=" + base64url(RANDOM[:1500]),
    "an Arabic web address": "https://example.org/"
    + "".join(f"%{b:02X}" for b in "سلام".encode() * 60),
    "a push token": "dQw4w9WgXcQ:APA91b" + base64url(RANDOM[:100]),
    "account ids": "\n".join(base64url(rng.randbytes(21)) for _ in range(200)),
    "channel ids": "\n".join("UC" + base64url(rng.randbytes(16)) for _ in range(200)),
    "UUIDs": "\n".join(str(uuid.UUID(bytes=rng.randbytes(16))) for _ in range(200)),
    "device addresses": "\n".join(rng.randbytes(6).hex(":") for _ in range(100)),
    "IMEIs": "\n".join(["490154203237518"] * 100),
    "a long laugh": "Ha" * 5_000,
    "a long scream": "a" * 9_000,
    "a long word": "Donaudampfschifffahrtsgesellschaft" * 30,
    "no spaces": "Lorem" * 1_000,
    "dashes": "-" * 3_000,
    "Thai": "สวัสดี" * 900,
    "numbers": " ".join(str(n % 90 + 10) for n in range(400)),
    "words about data": "metadata:text/plain, data: none; data:image/png;base64,... was removed",
}


@pytest.mark.parametrize("text", FILE_BYTES.values(), ids=FILE_BYTES)
def test_file_bytes_anywhere_are_cut_out(text):
    data = samples.report(f"<additionalInfo>Before it: {text} and after it</additionalInfo>")

    with pytest.raises(cybertipline.Refused) as refused:
        cybertipline.read(data)

    found = refused.value.refusal
    assert found.code == "embedded_bytes"
    assert found.redacted
    assert b"[file bytes removed: " in found.kept
    assert b"Before it:" in found.kept
    assert len(found.kept) < len(samples.report()) + 200
    # Nothing is left that would be taken for file bytes again.
    assert embedded.cut_out(found.kept.decode()) is None


@pytest.mark.parametrize("text", NOT_FILE_BYTES.values(), ids=NOT_FILE_BYTES)
def test_what_only_looks_like_file_bytes_is_read(text):
    document = cybertipline.read(
        samples.report(f"<additionalInfo>Before: {text} after</additionalInfo>")
    )

    assert document.report.additional_info == f"Before: {text} after"


def test_a_document_with_file_bytes_still_says_that_it_is_high_priority_and_whose():
    data = samples.report(
        f"<additionalInfo>{samples.base64_of()}</additionalInfo>",
        summary="<escalateToHighPriority>now</escalateToHighPriority>",
        number="100000003",
    )

    with pytest.raises(cybertipline.Refused) as refused:
        cybertipline.read(data)

    assert refused.value.refusal.high_priority
    assert refused.value.refusal.report_id == "100000003"
    assert refused.value.refusal.where == f"line 1, column {data.index(b'/9j/') + 1}"


@pytest.mark.parametrize("broken", [b"", b"<!DOCTYPE report>", b"<feed>"])
def test_a_document_that_is_bad_in_another_way_does_not_keep_them_either(broken):
    data = broken + samples.report(f"<additionalInfo>{samples.base64_of()}</additionalInfo>")[:-15]

    with pytest.raises(cybertipline.Refused) as refused:
        cybertipline.read(data)

    assert refused.value.refusal.code == "embedded_bytes"
    assert samples.base64_of()[:40].encode() not in refused.value.refusal.kept


def test_all_that_is_not_file_bytes_stays_as_it_was_in_the_encoding_it_came_in():
    label = '<?xml version="1.0" encoding="{}"?>'
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        text = label.format(encoding) + f"<report><a>Zoë</a><b>{samples.base64_of()}</b></report>"

        with pytest.raises(cybertipline.Refused) as refused:
            cybertipline.read(text.encode(encoding))

        kept = refused.value.refusal.kept.decode(encoding)
        assert kept.startswith(label.format(encoding) + "<report><a>Zoë</a><b>[file bytes removed")
        assert kept.endswith("]</b></report>")
