"""What the screens call things: every term that the policy and the format know has its words."""

from symphony.referrals.cybertipline import vocabulary
from symphony.staff.referrals import words


def test_every_incident_type_has_words():
    assert set(words.INCIDENTS) == set(vocabulary.INCIDENT_TYPES)


def test_every_mark_of_a_company_has_words():
    known = {*vocabulary.REPORT_ANNOTATIONS.values(), *vocabulary.FILE_ANNOTATIONS.values()}
    assert set(words.ANNOTATIONS) == known


def test_an_unknown_term_is_shown_as_it_came():
    assert words.incident("Something New") == "Something New"
    assert words.annotation("somethingNew") == "somethingNew"


def test_everything_in_a_mapping_becomes_a_row_to_any_depth():
    facts_ = {
        "law_enforcement": {"agency": "Example PD", "reported": False, "officer": {"name": "A"}},
        "urls": ["https://example.org/a", "https://example.org/b"],
        "devices": [{"kind": "IMEI", "value": "1"}, {"kind": "ICCID", "value": "2"}],
        "from_the_file": [{"kind": "EXIF", "name": "Make", "value": "ExampleCam"}],
        "empty": None,
    }

    assert list(words.rows(facts_)) == [
        ("Law enforcement: agency", "Example PD"),
        ("Law enforcement: reported", "No"),
        ("Law enforcement: officer: name", "A"),
        ("Addresses", "https://example.org/a\nhttps://example.org/b"),
        ("Devices 1: kind", "IMEI"),
        ("Devices 1: value", "1"),
        ("Devices 2: kind", "ICCID"),
        ("Devices 2: value", "2"),
        ("EXIF Make", "ExampleCam"),
        ("Empty", "Not stated"),
    ]
