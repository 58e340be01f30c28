#!/usr/bin/python3
"""Walks through README.md as a reader would: its commands, against a server that has just been started.

usage: readme_walk.py PROGRAM README
"""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from couchannel import Server  # noqa: E402

PROGRAM, README = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
del sys.argv[1:3]
URL = "url=http://127.0.0.1:8080\n"
STREAM_S = 3


def blocks(section, kind):
    text = re.search(rf"<!-- section: {section} -->(.*?)<!-- section:", README.read_text(), re.S)[1]
    return "".join(re.findall(rf"^```{kind}\n(.*?)^```", text, re.M | re.S))


def commands():
    return blocks("walk", "sh")


def without_what_changes(text):
    """Commit, ports, codes, folders and figures are another's each time."""
    text = text.replace(str(PROGRAM), "build/couchannel")
    for changes, stands in ((r"\([0-9a-f]{7,}\)", "(COMMIT)"), (r"/d/[\w-]{22}", "/d/CODE"), (r"127\.0\.0\.1:\d+", "ADDRESS"),
                            (r"/\S+/couchannel-demo-\w+", "FOLDER"), (r"\d+\.\d s", "N s")):
        text = re.sub(changes, stands, text)
    return [line for line in text.splitlines() if line]


class Walk(unittest.TestCase):
    def test_it_goes_as_the_readme_says(self):
        script = commands()
        self.assertIn(URL, script)
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "build").mkdir()
            (folder / "build/couchannel").symlink_to(PROGRAM)
            os.environ["BINARY"] = str(PROGRAM)
            with Server(data=folder / "couchannel-data") as server:
                script = script.replace(URL, f"url=http://127.0.0.1:{server.port}\n")
                # The stream's lines come between the others' as they like: they are kept apart.
                script = script.replace("timeout 5", f"timeout {STREAM_S}").replace('/stream" &', '/stream" >stream &')
                run = subprocess.run(["bash", "-uc", script + "\nwait"], cwd=folder, text=True,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
            self.check(run, (folder / "stream").read_text())

    def test_the_demo_says_what_the_readme_shows(self):
        shown = without_what_changes(blocks("demo", "text"))
        happens = shown.index("  Ctrl-C stops it.  What happens now:") + 1
        demo = subprocess.Popen([PROGRAM, "demo", "--listen", "127.0.0.1:0", "--log-style", "text", "--crowd", "12"],
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        said = []
        for line in demo.stderr:
            said.append(line)
            if "What happens now" in line:
                break
        demo.send_signal(signal.SIGINT)
        rest = demo.communicate(timeout=30)[1]
        self.assertEqual(without_what_changes("".join(said)), shown[:happens])
        self.assertIn("were only a demo; keep them next time:", rest)
        self.assertEqual(demo.returncode, 130)

    def check(self, run, stream):
        states = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
        answers = [line for line in run.stdout.splitlines() if line.startswith("{")]
        told = f"{run.stdout}\n{run.stderr}"
        booked = [json.loads(line[6:]) for line in run.stdout.splitlines() if line.startswith("data: ")]
        self.assertEqual(len(answers), 13, told)
        league, fixture, draft, published, room, tariff, quote, hold, again, confirmed, refusal, asked, cancellation = map(
            json.loads, answers)
        self.assertEqual((fixture["competition_slug"], draft["ends_at"]), (league["slug"], fixture["ends_at"]))
        self.assertEqual((draft["state"], published["state"]), ("SESSION_STATE_DRAFT", "SESSION_STATE_PUBLISHED"))
        self.assertEqual(room["seats_free"], 3)
        self.assertEqual((tariff["version"], tariff["price_from"]["minor"]), (1, "3850"))  # 20.00 + 15.00 + 3.50
        self.assertEqual(quote["total"], {"minor": "7701", "currency": "PLN"})
        self.assertEqual((hold["state"], answers[7]), ("HOLD_STATE_HELD", answers[8]), again)
        self.assertEqual(confirmed["state"], "HOLD_STATE_CONFIRMED")
        self.assertEqual((refusal["status"], refusal["reason"]), (409, "sold_out"))
        self.assertEqual([state["seats_free"] for state in states][:2], [3, 1], told)
        self.assertEqual(asked["state"], "BOOKING_STATE_PENDING")
        self.assertEqual((booked[-1]["state"], booked[-1]["labels"]), ("BOOKING_STATE_CONFIRMED", ["B1"]), told)
        self.assertEqual(cancellation["total"], booked[-1]["total"])


if __name__ == "__main__":
    unittest.main()
