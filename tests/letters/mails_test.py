#!/usr/bin/python3
"""What Python's email package reads in our mails is what was written into them.

usage: mails_test.py PROGRAM
"""
import email
import email.header
import email.policy
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop()).resolve()
LONG = "Zażółć gęślą jaźń przy kanapie, bo mecz zaczyna się o 20:45 "
NAMES = [
    "Ola", "Ola Nowak", "Ola Żółć", "Żółć, Ola", 'Ola "Kanapa" Nowak', "Ola\r\nBcc: eve@example.org", "Ola\\",
    "=?utf-8?Q?Eve?=", "", "Ośmiornica " * 8, "👩‍👩‍👧‍👦" * 7, "a" * 199, "Ola <eve@example.org>",
]
TEXTS = ["Do zobaczenia!\n", LONG * 40 + "\n", ".\n\n..\n", "a = b ; 100% \t\n x \n", "x" * 300 + "\n", "łąka \n" * 60]


def escaped(text):
    return "".join(f"%{ord(c):02X}" if ord(c) < 32 else c for c in text)


def content(message, kind):
    return message.get_body([kind]).get_content().replace("\r\n", "\n")


def one_line(text):
    return text.replace("\r", " ").replace("\n", " ").strip()


def display_name(raw):
    """Not by the address parser of Python 3.11, which leaves spaces between encoded words (python/cpython#92081)."""
    field = email.message_from_bytes(raw)["To"]
    name, address = str(email.header.make_header(email.header.decode_header(field))).rsplit("<", 1)
    assert address == "ola@example.org>", address
    return name.strip()[1:-1] if field.startswith('"') else name.strip()


class MailsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def send(self, *mails):
        """Each is (key, name, subject, text, html); answers the files' bytes by key order."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder.name)) / "outbox"
        lines = "".join("\t".join(map(escaped, mail)) + "\n" for mail in mails)
        subprocess.run([PROGRAM, folder], input=lines, text=True, check=True)
        return [path.read_bytes() for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)]

    def send_one(self, name="Ola", subject="Potwierdzone", text="Do zobaczenia!\n", html="<p>Do zobaczenia!</p>\n"):
        raw, = self.send(("k", name, subject, text, html))
        message = email.message_from_bytes(raw, policy=email.policy.default)
        self.assertEqual([], [defect for part in message.walk() for defect in part.defects])
        return message, raw

    def test_a_name_is_read_as_it_was_written_and_adds_no_recipient(self):
        for name in NAMES:
            with self.subTest(name=name):
                message, raw = self.send_one(name=name)
                recipient, = message["To"].addresses
                self.assertEqual("ola@example.org", recipient.addr_spec)
                self.assertEqual(one_line(name), display_name(raw))
                self.assertIsNone(message["Bcc"])

    def test_a_subject_is_read_as_it_was_written(self):
        for subject in NAMES + [LONG * 4, "Zarezerwowane: Czarni Warta – Błękitni Port, 2 miejsca"]:
            with self.subTest(subject=subject):
                message, _ = self.send_one(subject=subject)
                self.assertEqual(one_line(subject), message["Subject"].strip())

    def test_both_texts_are_read_as_they_were_written(self):
        for text in TEXTS:
            with self.subTest(text=text[:20]):
                message, _ = self.send_one(text=text, html=f"<p>{text}</p>\n")
                self.assertEqual(text, content(message, "plain"))
                self.assertEqual(f"<p>{text}</p>\n", content(message, "html"))

    def test_it_is_built_as_mail_programs_expect(self):
        message, _ = self.send_one()
        self.assertEqual(
            ["multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
             "text/calendar"],
            [part.get_content_type() for part in message.walk()])
        image, = [part for part in message.walk() if part.get_content_type() == "image/png"]
        self.assertEqual("<ticket>", image["Content-ID"])
        self.assertEqual(b"\x89PNG\r\n\x1a\n", image.get_content())
        calendar, = message.iter_attachments()
        self.assertEqual(("evening.ics", "PUBLISH"), (calendar.get_filename(), calendar.get_param("method")))

    def test_its_fields_are_those_of_an_automatic_mail(self):
        message, _ = self.send_one()
        self.assertEqual("2026-10-25T20:30:45+00:00", message["Date"].datetime.isoformat())
        self.assertRegex(message["Message-ID"], r"^<[0-9a-f]{32}@example\.org>$")
        self.assertEqual("auto-generated", message["Auto-Submitted"])
        self.assertEqual("pl", message["Content-Language"])
        self.assertEqual("couch@example.org", message["From"].addresses[0].addr_spec)

    def test_every_line_is_short_ascii_and_ends_with_crlf(self):
        for name in NAMES:
            _, raw = self.send_one(name=name, subject=name, text=LONG * 30)
            lines = raw.split(b"\r\n")
            self.assertLessEqual(max(map(len, lines)), 78)
            self.assertFalse(any(b"\n" in line or b"\r" in line for line in lines))
            self.assertTrue(raw.isascii())

    def test_the_same_mail_is_the_same_bytes(self):
        self.assertEqual(self.send_one()[1], self.send_one()[1])

    def test_random_texts_come_back_whole(self):
        chance = random.Random(1)
        alphabet = "ab =\t.\n\"<>;:%żłó€𝄞?_-"
        mails = [(f"k{i}", *("".join(chance.choices(alphabet.replace("\n", " ").replace("\t", " "), k=chance.randrange(90)))
                             for _ in range(2)), *("".join(chance.choices(alphabet, k=chance.randrange(500))) for _ in range(2)))
                 for i in range(100)]
        read = {}
        for raw in self.send(*mails):
            message = email.message_from_bytes(raw, policy=email.policy.default)
            read[content(message, "plain")] = message, raw
        for _, name, subject, text, html in mails:
            message, raw = read[text]
            self.assertEqual(name.strip(), display_name(raw))
            self.assertEqual(subject.strip(), message["Subject"].strip())
            self.assertEqual(html, content(message, "html"))


if __name__ == "__main__":
    unittest.main()
