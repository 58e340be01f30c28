#!/usr/bin/python3
"""The simulated company as people and scripts meet it.

usage: simulate_test.py COUCHANNEL
"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

COUCHANNEL = pathlib.Path(sys.argv.pop()).resolve()
WAIT_SECONDS = 240


def run(*arguments):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COUCHANNEL_")}
    return subprocess.run([COUCHANNEL, "simulate", *arguments], env=clean, text=True, capture_output=True,
                          timeout=WAIT_SECONDS)


class Simulate(unittest.TestCase):
    def answered(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result

    def refused(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 2, result.stderr)
        self.assertEqual(result.stdout, "")
        return result.stderr

    def test_one_guest_books_a_seat_and_every_step_is_told(self):
        result = self.answered("--seed", "1", "--bookings", "1", "--faults", "none", "--trace")
        self.assertRegex(result.stdout, r"^1 seeds, 1 bookings, 1 of them confirmed, 2 lives")
        self.assertTrue(result.stdout.endswith("every promise was kept\n"))
        self.assertIn("booking.request_booking: done", result.stderr)
        self.assertRegex(result.stderr, r"guest 0 +confirmed\n")

    def test_the_same_seed_is_the_same_run(self):
        one, other = (json.loads(self.answered("--seeds", "3..4", "--bookings", "40", "--jobs", jobs, "--json").stdout)
                      for jobs in ("1", "2"))
        for name in ("hash", "events", "bookings", "confirmed", "checks", "virtual_seconds", "faults"):
            self.assertEqual(one[name], other[name], name)
        self.assertEqual(one["seeds"], 2)
        self.assertGreater(sum(one["faults"].values()), 0)

    def test_another_seed_is_another_run(self):
        hashes = {json.loads(self.answered("--seed", seed, "--bookings", "5", "--json").stdout)["hash"] for seed in "567"}
        self.assertEqual(len(hashes), 3)

    def test_faults_that_are_masked_do_not_strike(self):
        faults = json.loads(self.answered("--seed", "2", "--bookings", "30", "--faults", "crash,webhook_lost",
                                          "--json").stdout)["faults"]
        self.assertEqual([name for name, count in faults.items() if count and name not in ("crash", "webhook_lost")], [])

    def test_masking_what_does_not_strike_changes_nothing(self):
        everything = json.loads(self.answered("--seed", "4", "--bookings", "30", "--json").stdout)
        struck = ",".join(name for name, count in everything["faults"].items() if count)
        masked = json.loads(self.answered("--seed", "4", "--bookings", "30", "--faults", struck, "--json").stdout)
        self.assertEqual(masked["hash"], everything["hash"])
        all_of_them = json.loads(self.answered("--seed", "4", "--bookings", "30", "--guests", "0..29", "--json").stdout)
        self.assertEqual(all_of_them["hash"], everything["hash"])

    def test_guests_who_stay_at_home_change_nothing_for_the_others(self):
        def told(*more):
            lines = self.answered("--seed", "5", "--bookings", "12", "--faults", "none", "--trace", *more).stderr.splitlines()
            return [line.split("guest 7 ")[1] for line in lines if "guest 7 " in line and "wants" in line]
        self.assertEqual(told("--guests", "7..7"), told())
        self.assertEqual(len(told()), 1)

    def test_what_makes_no_sense_is_refused(self):
        self.assertIn("two numbers", self.refused("--seeds", "9..3"))
        self.assertIn("two numbers", self.refused("--seeds", "many"))
        self.assertIn("psp_reply_lost", self.refused("--faults", "crash,gremlins"))
        self.assertIn("below --bookings", self.refused("--bookings", "10", "--guests", "5..10"))


if __name__ == "__main__":
    unittest.main()
