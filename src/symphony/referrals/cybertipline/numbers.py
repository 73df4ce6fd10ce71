"""Which report a document is of: its number, from inside it or from where it lay.

A <report> as a company sends it holds no number: the reporting system gives it in its answer.
"""

import re
from datetime import date

LONGEST_NUMBER = 40
_DIGITS = re.compile(r"\d+")
_SHORTEST = 4


def report_number(text: str) -> str:
    """Return a report's number in the form that compares: no leading zeros, no blanks around.

    Anything that could not be a number of a report is no number: empty is returned.
    """
    number = text.strip()
    if not number or len(number) > LONGEST_NUMBER or any(sign.isspace() for sign in number):
        return ""
    return number.lstrip("0") if number.isdecimal() else number


def number_in_name(name: str) -> str:
    """Return the only number in a file's or folder's name if it can be a report's, else nothing.

    Counters ("report 3", "0001"), years and dates ("2023", "20230514") are not taken: a wrong
    number would join reports that have nothing to do with each other, no number joins nothing.
    """
    found = _DIGITS.findall(name)
    if len(found) != 1 or len(found[0]) < _SHORTEST or len(found[0]) > LONGEST_NUMBER:
        return ""
    number = found[0]
    return "" if number.startswith("0") or not number.isascii() or _is_date(number) else number


def _is_date(digits: str) -> bool:
    """Say whether the digits may be a year, or a day in any of the usual orders."""
    if len(digits) == 4:
        return 1990 <= int(digits) <= 2099
    if len(digits) != 8:
        return False
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]),
        (digits[4:], digits[2:4], digits[:2]),
        (digits[4:], digits[:2], digits[2:4]),
    ):
        try:
            if 1990 <= date(int(year), int(month), int(day)).year <= 2099:
                return True
        except ValueError:
            continue
    return False
