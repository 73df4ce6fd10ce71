"""Synthetic reports for measuring: about 5 kB each, no two alike."""

from pathlib import Path
from random import Random

_EVENT = (
    "<ipCaptureEvent><ipAddress>{address}</ipAddress><eventName>Login</eventName>"
    "<dateTime>2023-05-{day:02}T{hour:02}:{minute:02}:07Z</dateTime>"
    "<possibleProxy>false</possibleProxy><port>{port}</port></ipCaptureEvent>"
)
_PERSON = (
    "<{role}><{role}Person><firstName>Given{n}</firstName><lastName>Example{n}</lastName>"
    '<phone type="Mobile" countryCallingCode="+44">07700900{n:03}</phone>'
    '<email type="Home" verified="true">person{key}@example.org</email><age>{age}</age>'
    "</{role}Person><espIdentifier>esp-{key}</espIdentifier><espService>ExampleApp</espService>"
    "<screenName>name_{key}</screenName>{events}</{role}>"
)
_REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<report>
<incidentSummary>
<incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<platform>ExampleApp</platform>
<incidentDateTime>2023-05-14T22:41:07-07:00</incidentDateTime>
</incidentSummary>
<internetDetails><chatImIncident><chatClient>ExampleApp</chatClient></chatImIncident></internetDetails>
<reporter><reportingPerson><email>trust@example.com</email></reportingPerson>
<companyTemplate>Example ESP</companyTemplate></reporter>
{people}
<additionalInfo>{words}</additionalInfo>
</report>
"""
_WORDS = "Synthetic text for measuring, neutral and without meaning. " * 12


def write_reports(folder: Path, count: int, random: Random) -> int:
    """Write the reports, a thousand to a folder; return how many bytes they have."""
    size = 0
    for number in range(count):
        place = folder / str(number // 1000)
        place.mkdir(exist_ok=True)
        body = _report(number, random)
        (place / f"{100_000_000 + number}.xml").write_text(body)
        size += len(body)
    return size


def _report(number: int, random: Random) -> str:
    events = [
        _EVENT.format(
            address=f"192.0.2.{random.randrange(1, 255)}",
            day=random.randrange(1, 29),
            hour=random.randrange(24),
            minute=random.randrange(60),
            port=random.randrange(1024, 65536),
        )
        for _ in range(8)
    ]
    roles = ("personOrUserReported", "intendedRecipient", "victim")
    people = [
        _PERSON.format(
            role=role,
            n=random.randrange(1000),
            key=f"{number}-{role[:1]}",
            age=random.randrange(9, 60),
            events="".join(events if role == roles[0] else []),
        )
        for role in roles
    ]
    return _REPORT.format(people="\n".join(people), words=_WORDS)
