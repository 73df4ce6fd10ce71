"""Synthetic CyberTipline documents, built in code: made-up people, reserved numbers."""

import base64
import io
import zipfile

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:noNamespaceSchemaLocation="https://report.cybertip.org/ispws/xsd">
  <incidentSummary>
    <incidentType>Online Enticement of Children for Sexual Acts</incidentType>
    <platform>ExampleApp</platform>
    <escalateToHighPriority>Child states they are being threatened today</escalateToHighPriority>
    <reportAnnotations><sextortion/><minorToMinorInteraction/></reportAnnotations>
    <incidentDateTime>2023-05-14T22:41:07-07:00</incidentDateTime>
  </incidentSummary>
  <internetDetails>
    <chatImIncident>
      <chatClient>ExampleApp</chatClient><additionalInfo>Synthetic</additionalInfo>
    </chatImIncident>
  </internetDetails>
  <reporter>
    <reportingPerson><email>trust@example.com</email></reportingPerson>
    <companyTemplate>Example ESP</companyTemplate>
  </reporter>
  <personOrUserReported>
    <personOrUserReportedPerson>
      <phone type="Mobile" verified="true" countryCallingCode="+44">07700900123</phone>
      <email type="Home" verified="true">synthetic.one@example.org</email>
      <dateOfBirth>1988-02-29</dateOfBirth>
    </personOrUserReportedPerson>
    <espIdentifier>esp-000123</espIdentifier><espService>ExampleApp</espService>
    <screenName>synthetic_one</screenName>
    <ipCaptureEvent>
      <ipAddress>192.0.2.10</ipAddress><eventName>Login</eventName>
      <dateTime>2023-05-14T22:40:00-07:00</dateTime>
      <possibleProxy>false</possibleProxy><port>51544</port>
    </ipCaptureEvent>
    <ipCaptureEvent>
      <ipAddress>2001:db8::10</ipAddress><eventName>Upload</eventName>
      <dateTime>2023-05-15T05:41:07Z</dateTime>
    </ipCaptureEvent>
    <deviceId><idType>IMEI</idType><idValue>490154203237518</idValue></deviceId>
    <priorCTReports>100000001</priorCTReports>
    <estimatedLocation verified="false">
      <city>Preston</city><region>Lancashire</region><countryCode>GB</countryCode>
    </estimatedLocation>
  </personOrUserReported>
  <victim>
    <victimPerson><age>13</age></victimPerson><espIdentifier>esp-000777</espIdentifier>
    <schoolName>Synthetic High School</schoolName>
  </victim>
</report>
"""

FILE_DETAILS = """<?xml version="1.0" encoding="UTF-8"?>
<fileDetails>
  <reportId>100000002</reportId><fileId>b0754af766b426f2928a02c651ed4b99</fileId>
  <originalFileName>file-0001.jpg</originalFileName>
  <uploadedToEspTimestamp>2023-05-15T05:41:07Z</uploadedToEspTimestamp>
  <fileViewedByEsp>true</fileViewedByEsp>
  <exifViewedByEsp>false</exifViewedByEsp><publiclyAvailable>false</publiclyAvailable>
  <fileRelevance>Reported</fileRelevance>
  <fileAnnotations><possibleSelfProduction/></fileAnnotations>
  <industryClassification>B2</industryClassification>
  <originalFileHash hashType="MD5">d41d8cd98f00b204e9800998ecf8427e</originalFileHash>
  <originalFileHash hashType="SHA1">da39a3ee5e6b4b0d3255bfef95601890afd80709</originalFileHash>
  <ipCaptureEvent>
    <ipAddress>192.0.2.10</ipAddress><eventName>Upload</eventName>
    <dateTime>2023-05-15T05:41:07Z</dateTime>
    <port>51544</port>
  </ipCaptureEvent>
  <details>
    <nameValuePair type="EXIF"><name>Make</name><value>ExampleCam</value></nameValuePair>
  </details>
</fileDetails>
"""

SUMMARY = (
    "<incidentSummary><incidentType>Child Sex Trafficking</incidentType>"
    "<incidentDateTime>2023-05-14T22:41:07Z</incidentDateTime>{more}</incidentSummary>"
)

# What a picture begins with; no picture.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 12


def report(inside="", *, summary="", number=""):
    """Return a small report with more inside it, at the end or in its summary."""
    stated = f"<reportId>{number}</reportId>" if number else ""
    return f"<report>{stated}{SUMMARY.format(more=summary)}{inside}</report>".encode()


def file_details(number="100000002", inside=""):
    return f"<fileDetails><reportId>{number}</reportId>{inside}</fileDetails>".encode()


def response(number="100000002"):
    return (
        "<reportResponse><responseCode>0</responseCode>"
        "<responseDescription>Success</responseDescription>"
        f"<reportId>{number}</reportId></reportResponse>"
    ).encode()


def base64_of(data=JPEG, *, width=0):
    """Return base64, in lines of a width if one is given."""
    text = base64.b64encode(data).decode()
    if not width:
        return text
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def zipped(entries, *, method=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip of these (name, bytes) pairs."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return written.getvalue()
