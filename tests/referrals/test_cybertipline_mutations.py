"""However a valid document is changed, reading it never crashes and loses nothing that it says."""

import dataclasses
import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from symphony.referrals import cybertipline
from tests import samples

MORE = """<report><batchedReport reason="VIRAL_POTENTIAL_MEME"/><internetDetails>
<webPageIncident thirdPartyHostedContent="true"><url>https://example.org/p</url>
</webPageIncident></internetDetails><internetDetails><cellPhoneIncident>
<phoneNumber type="Mobile">07700900555</phoneNumber><latitude>53.7</latitude>
</cellPhoneIncident></internetDetails><lawEnforcement fleaCountry="GB">
<agencyName>Exampleshire Police</agencyName><officerContact><lastName>Okafor</lastName>
</officerContact><reportedToLe>true</reportedToLe></lawEnforcement><reporter><reportingPerson>
<firstName>Mina</firstName><address type="Business"><address>1 Example Street</address>
<city>Exampleton</city></address></reportingPerson><termsOfService>terms</termsOfService>
</reporter><intendedRecipient><intendedRecipientPerson><age>41</age></intendedRecipientPerson>
<groupIdentifier>g-7</groupIdentifier><associatedAccount accountType="Linked">
<platform>OtherApp</platform><approximateAge>40</approximateAge><deviceId><idType>IMEI</idType>
<idValue>490154203237518</idValue><dateTime>2023-05-15T05:41:07Z</dateTime></deviceId>
</associatedAccount></intendedRecipient><additionalInfo>free text</additionalInfo></report>"""
SAMPLES = (samples.REPORT, samples.FILE_DETAILS, MORE, samples.response().decode())

# XML's own characters; anything else cannot stand in a document at all.
XML_TEXT = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs",), exclude_characters="\ufffe\uffff"),
    max_size=30,
)
NAMES = st.one_of(
    st.from_regex(r"\A[a-z][A-Za-z0-9]{0,12}\Z"),
    st.sampled_from(
        ["report", "fileDetails", "reportId", "age", "port", "dateTime", "email", "sextortion"]
    ),
)


def elements(root):
    return list(root.iter())


def drop(root, at, **_):
    if at.getparent() is not None:
        at.getparent().remove(at)


def repeat(root, at, **_):
    if at.getparent() is not None:
        at.getparent().append(etree.fromstring(etree.tostring(at, with_tail=False)))


def reorder(root, at, **_):
    at[:] = list(at)[::-1]


def rename(root, at, name, **_):
    if at is not root:
        at.tag = name


def insert(root, at, name, text, **_):
    new = etree.SubElement(at, name)
    new.text = text
    new.tail = text[::-1]
    at.insert(0, new)


def rewrite(root, at, text, **_):
    at.text = text


def mark(root, at, name, text, **_):
    at.set(name, text)


CHANGES = st.lists(
    st.fixed_dictionaries(
        {
            "change": st.sampled_from([drop, repeat, reorder, rename, insert, rewrite, mark]),
            "where": st.integers(0, 200),
            "name": NAMES,
            "text": XML_TEXT,
        }
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def changed(draw):
    root = etree.fromstring(draw(st.sampled_from(SAMPLES)).encode())
    for step in draw(CHANGES):
        everything = elements(root)
        at = everything[step["where"] % len(everything)]
        step["change"](root, at, name=step["name"], text=step["text"])
    return root


def words(text):
    # Line ends and blanks around a value are not part of what it says.
    return re.findall(r"\S+", text.casefold())


def said_in(root):
    """Return every word of the document's texts and attributes."""
    said = Counter()
    for element in root.iter():
        said.update(words(element.text or ""))
        said.update(words(element.tail or ""))
        for name, value in element.attrib.items():
            if "chemaLocation" not in name:
                said.update(words(value))
    return said


def held(value):
    """Return every word that stands in a field, as text."""
    if isinstance(value, str):
        return Counter(words(value))
    if isinstance(value, bool):
        return Counter(["1" if value else "0", "true" if value else "false"])
    if isinstance(value, int):
        return Counter([str(value)])
    total = Counter()
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "warnings":
                total += held(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            total += held(each)
    elif hasattr(value, "items"):
        for each in value.values():
            total += held(each)
    return total


def stands(word, found, everything):
    """Tell whether a word stands in a field: as it is, in a longer text, or as a plain number."""
    if word in {"true", "false", "0", "1"}:
        return True
    plain = word.removeprefix("+").lstrip("0")
    return word in found or word in everything or (plain.isdecimal() and plain in found)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed())
def test_nothing_that_a_changed_document_says_is_lost(root):
    data = etree.tostring(root)
    try:
        document = cybertipline.read(data)
    except cybertipline.Refused as refused:
        # Two reports in one, or only what is not known left: the bytes themselves are kept.
        assert refused.refusal.code in {"several_reports", "wrong_root"}
        assert refused.refusal.kept == data
        return

    found = held(document)
    everything = " ".join(found)
    assert [word for word in said_in(root) if not stands(word, found, everything)] == []


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_document_with_any_bytes_changed_is_read_or_refused(sample, changes):
    data = bytearray(sample.encode())
    for at, byte in changes:
        data[at % len(data)] = byte

    try:
        cybertipline.read(bytes(data))
    except cybertipline.Refused as refused:
        assert refused.refusal.reason


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_refused(data):
    try:
        cybertipline.read(data)
    except cybertipline.Refused as refused:
        assert refused.refusal.reason


@settings(max_examples=200, deadline=None)
@given(XML_TEXT.filter(lambda text: text.strip()))
def test_free_text_is_what_was_written(text):
    element = etree.Element("report")
    etree.SubElement(element, "additionalInfo").text = text

    document = cybertipline.read(etree.tostring(element))

    assert document.report.additional_info == text.replace("\r", "\n")
