#!/usr/bin/python3
"""Clocks show in our zones what they show in Python's, in every zone of the system, in any year.

usage: clocks_test.py PROGRAM
"""
import datetime
import pathlib
import random
import subprocess
import sys
import unittest
import zoneinfo

PROGRAM = pathlib.Path(sys.argv.pop()).resolve()
SYSTEM = "/usr/share/zoneinfo"
LABEL_MAX = 8


class ClocksTest(unittest.TestCase):
    def check(self, questions):
        """Questions are (zone, seconds)."""
        lines = "".join(f"{zone} {second}\n" for zone, second in questions)
        answers = subprocess.run([PROGRAM, SYSTEM], input=lines, text=True, check=True, capture_output=True).stdout
        for (zone, second), answer in zip(questions, answers.splitlines(), strict=True):
            there = datetime.datetime.fromtimestamp(second, zoneinfo.ZoneInfo(zone))
            expected = f"{int(there.utcoffset().total_seconds())} {there.tzname()[:LABEL_MAX]}"
            self.assertEqual(expected, answer, f"{zone} at {there.isoformat()}")

    def test_in_every_zone_at_any_time(self):
        zoneinfo.reset_tzpath([SYSTEM])
        chance = random.Random(1)
        zones = sorted(zone for zone in zoneinfo.available_timezones() if zone != "localtime")
        self.assertGreater(len(zones), 400)
        end = int(datetime.datetime(2150, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
        self.check([(zone, chance.randrange(0, end)) for zone in zones for _ in range(12)])

    def test_in_every_hour_of_the_nights_when_clocks_change(self):
        for zone in ("Europe/Warsaw", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"):
            for year in (2026, 2027, 2040, 2099):
                start = int(datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc).timestamp())
                self.check([(zone, start + hour * 1800) for hour in range(2 * 24 * 365)])


if __name__ == "__main__":
    unittest.main()
