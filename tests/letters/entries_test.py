#!/usr/bin/python3
"""A strict reader of RFC 5545 finds in our calendar entries what was put into them, at the very moment it was meant.

usage: entries_test.py PROGRAM
"""
import datetime
import pathlib
import random
import re
import subprocess
import sys
import unittest
import zoneinfo

PROGRAM = pathlib.Path(sys.argv.pop()).resolve()
ZONES = ("Europe/Warsaw", "Europe/London", "America/New_York", "Asia/Dubai", "Australia/Lord_Howe", "Africa/Casablanca",
         "UTC")
UTC = datetime.timezone.utc
LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[^;:,\"]+)*):(.*)", re.S)


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def content_lines(raw):
    """Section 3.1: unfolds, and insists on every detail."""
    assert raw.endswith(b"\r\n")
    lines = []
    for line in raw[:-2].split(b"\r\n"):
        assert b"\n" not in line and b"\r" not in line
        assert 0 < len(line) <= 75, len(line)
        text = line.decode("utf-8")  # no character is cut in two
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    for line in lines:
        match = LINE.fullmatch(line)
        assert match, line
        parameters = dict(one.split("=", 1) for one in match[2].split(";")[1:])
        yield match[1], parameters, match[3]


class Component:
    def __init__(self, name):
        self.name, self.properties, self.parts = name, [], []

    def one(self, name):
        (parameters, value), = [(p, v) for n, p, v in self.properties if n == name]
        return parameters, value

    def has(self, name):
        return any(n == name for n, _, _ in self.properties)


def read(raw):
    stack = [Component(None)]
    for name, parameters, value in content_lines(raw):
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value
            stack[-1].parts.append(done)
        else:
            stack[-1].properties.append((name, parameters, value))
    assert len(stack) == 1
    calendar, = stack[0].parts
    return calendar


def unescaped(value):
    assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;n])*", value), value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)


def offset(text):
    sign, hours, minutes, past = re.fullmatch(r"([+-])(\d\d)(\d\d)(\d\d)?", text).groups()
    return (-1 if sign == "-" else 1) * datetime.timedelta(hours=int(hours), minutes=int(minutes), seconds=int(past or 0))


def moment(component, name, calendar):
    """By the entry's own VTIMEZONE alone, as section 3.6.5 says; a time that comes twice is the first."""
    parameters, value = component.one(name)
    if "TZID" not in parameters:
        return datetime.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone, = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    assert zone.one("TZID")[1] == parameters["TZID"]
    local = datetime.datetime.strptime(value, "%Y%m%dT%H%M%S")
    best = None
    for onset in zone.parts:
        assert onset.name in ("STANDARD", "DAYLIGHT")
        begins = datetime.datetime.strptime(onset.one("DTSTART")[1], "%Y%m%dT%H%M%S")
        if begins <= local and (best is None or begins > best[0]):
            best = begins, offset(onset.one("TZOFFSETFROM")[1]), offset(onset.one("TZOFFSETTO")[1])
    return (local - best[2]).replace(tzinfo=UTC)


class EntriesTest(unittest.TestCase):
    def ask(self, *commands):
        """Each is (zone, start, end, method, sequence, played, street, note)."""
        lines = "".join("\t".join(str(field).replace("\n", "%0A") for field in command) + "\n" for command in commands)
        raw = subprocess.run([PROGRAM], input=lines.encode(), check=True, capture_output=True).stdout
        entries = raw.split(b"end\n")
        self.assertEqual(b"", entries.pop())
        return [read(entry) for entry in entries]

    def entry(self, zone="Europe/Warsaw", start="2026-11-25T19:45:00", hours=2, method="PUBLISH", sequence=0,
              played="Czarni Warta - Błękitni Port", street="Piotrkowska 17", note="przez podwórko"):
        at = seconds(start)
        return self.ask((zone, at, at + hours * 3600, method, sequence, played, street, note))[0]

    def check_times(self, zone, start, end, calendar):
        event = calendar.parts[-1]
        self.assertEqual(start, int(moment(event, "DTSTART", calendar).timestamp()), zone)
        self.assertEqual(end, int(moment(event, "DTEND", calendar).timestamp()), zone)
        parameters, value = event.one("DTSTART")
        if "TZID" in parameters:  # and clocks there show it
            there = datetime.datetime.fromtimestamp(start, zoneinfo.ZoneInfo(zone))
            self.assertEqual(there.strftime("%Y%m%dT%H%M%S"), value)

    def test_it_has_what_a_published_entry_must_have(self):
        calendar = self.entry()
        self.assertEqual(("VCALENDAR", "2.0", "PUBLISH"),
                         (calendar.name, calendar.one("VERSION")[1], calendar.one("METHOD")[1]))
        self.assertTrue(calendar.one("PRODID")[1])
        event = calendar.parts[-1]
        self.assertEqual(("VEVENT", "01000000-0000-0000-0000-000000000000@couchannel", "0", "CONFIRMED"),
                         (event.name, event.one("UID")[1], event.one("SEQUENCE")[1], event.one("STATUS")[1]))
        self.assertEqual("20261123T194500Z", event.one("DTSTAMP")[1])
        self.assertEqual("51.770123;-0.455432", event.one("GEO")[1])
        self.assertEqual("https://couch.example/bookings/01000000-0000-0000-0000-000000000000", event.one("URL")[1])
        self.assertTrue(event.has("ORGANIZER"))
        alarm, = event.parts
        self.assertEqual(("VALARM", "DISPLAY", "-PT2H"),
                         (alarm.name, alarm.one("ACTION")[1], alarm.one("TRIGGER")[1]))
        self.assertTrue(alarm.has("DESCRIPTION"))

    def test_a_cancelled_one_is_the_same_entry_and_tells_no_address(self):
        calendar = self.entry(method="CANCEL", sequence=3)
        event = calendar.parts[-1]
        self.assertEqual(("CANCEL", "CANCELLED", "3"),
                         (calendar.one("METHOD")[1], event.one("STATUS")[1], event.one("SEQUENCE")[1]))
        self.assertEqual(self.entry().parts[-1].one("UID"), event.one("UID"))
        self.assertFalse(event.has("LOCATION") or event.has("GEO") or event.has("DESCRIPTION") or event.parts)

    def test_texts_come_back_as_they_were(self):
        nasty = ["a,b;c\\d", "Ą" * 100, "€𝄞" * 40, "x" * 74, "BEGIN:VEVENT\nEND:VEVENT", "\\n", ",;\\" * 60, "ł\nł\n"]
        for text in nasty:
            with self.subTest(text=text[:20]):
                event = self.entry(played=text.replace("\n", " "), street=text.replace("\n", " "), note=text).parts[-1]
                one_line = text.replace("\n", " ")
                self.assertEqual(f"{one_line} (Kanapa; u Marka, \\o/)", unescaped(event.one("SUMMARY")[1]))
                self.assertEqual(f"{one_line}, 90-406 Łódź", unescaped(event.one("LOCATION")[1]))
                self.assertTrue(unescaped(event.one("DESCRIPTION")[1]).endswith(f"How to get in: {text}"))

    def test_on_the_nights_when_clocks_change(self):
        for zone, day in (("Europe/Warsaw", "2026-03-28"), ("Europe/Warsaw", "2026-10-24"), ("Europe/London", "2026-03-28"),
                          ("Europe/London", "2026-10-24"), ("America/New_York", "2026-03-08"),
                          ("America/New_York", "2026-11-01"), ("Australia/Lord_Howe", "2026-04-04")):
            first = seconds(day + "T12:00:00")
            starts = range(first, first + 24 * 3600, 900)
            entries = self.ask(*((zone, at, at + 6300, "PUBLISH", 0, "x", "y", "z") for at in starts))
            for at, calendar in zip(starts, entries, strict=True):
                self.check_times(zone, at, at + 6300, calendar)

    def test_at_any_time_in_any_of_the_zones(self):
        chance = random.Random(1)
        begin, end = seconds("2026-01-01T00:00:00"), seconds("2060-01-01T00:00:00")
        commands = [(zone, at := chance.randrange(begin, end), at + chance.randrange(60, 86400), "PUBLISH", 0, "x", "y", "z")
                    for zone in ZONES for _ in range(300)]
        for command, calendar in zip(commands, self.ask(*commands), strict=True):
            self.check_times(*command[:3], calendar)

    def test_an_entry_in_utc_needs_no_zone(self):
        calendar = self.entry(zone="UTC")
        self.assertEqual(["VEVENT"], [part.name for part in calendar.parts])
        self.assertEqual(({}, "20261125T194500Z"), calendar.parts[0].one("DTSTART"))


if __name__ == "__main__":
    unittest.main()
