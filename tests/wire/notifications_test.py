"""What people are told, over HTTP: a calendar entry and a ticket to download, a mail in the outbox, a live inbox."""
import email
import email.policy
import json
import struct
import time
import unittest
import zlib

from couchannel import Server, new_id, request
from wire_case import WireCase

WITHIN_S = 20
NO_MAIL = '/outbox/' + '0' * 32 + '.eml'


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


def until(question, what):
    """What the question answers with, once that is something."""
    end = time.monotonic() + WITHIN_S
    while not (answer := question()):
        assert time.monotonic() < end, what
        time.sleep(0.02)
    return answer


def pixels(png):
    """ISO/IEC 15948: its side, and its lines without their filter bytes; checks every checksum."""
    assert png[:8] == b'\x89PNG\r\n\x1a\n'
    at, data, header = 8, b'', None
    while at < len(png):
        size, kind = struct.unpack('>I4s', png[at:at + 8])
        body = png[at + 8:at + 8 + size]
        assert struct.unpack('>I', png[at + 8 + size:at + 12 + size]) == (zlib.crc32(kind + body),)
        header = struct.unpack('>IIBBBBB', body) if kind == b'IHDR' else header
        data += body if kind == b'IDAT' else b''
        at += 12 + size
    width, height, depth, colour, *rest = header
    assert (width, depth, colour, rest) == (height, 1, 0, [0, 0, 0]) and kind == b'IEND'
    lines, stride = zlib.decompress(data), (width + 7) // 8 + 1
    assert len(lines) == stride * height and not any(lines[y * stride] for y in range(height))
    return width, [lines[y * stride + 1:(y + 1) * stride] for y in range(height)]


class Notifications(WireCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = cls.server.token('admin')
        for user, name, address in ((cls.guest_id, 'Ola <b>Nowak', 'ola@example.org'),
                                    (cls.host_id, 'Marek Wilk', 'marek@example.org')):
            cls.server.made('PUT', f'/v1/users/{user}', {
                'name': name, 'email': address, 'locale': 'pl', 'time_zone': 'Europe/Warsaw',
                'roles': ['ROLE_GUEST']}, admin)
        cls.evening = cls.server.new_session(cls.host, 4, 4, hours=60)
        tariff = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        until(lambda: cls.server.ask('PUT', f'/v1/sessions/{cls.evening}/tariff', tariff, token=cls.host).status == 200,
              'pricing has not heard of the session')
        cls.booking = new_id()
        cls.server.made('POST', '/v1/bookings', {'booking_id': cls.booking, 'session_id': cls.evening, 'seats': 2,
                                                 'payment_method': 'pm_card_visa'}, cls.guest)
        until(lambda: cls.server.rows("SELECT 1 FROM mails WHERE state = 'sent' AND user_id = ?",
                                      bytes.fromhex(cls.guest_id.replace('-', '')), service='notification')
              or cls.server.rows("SELECT 1 FROM mails WHERE state = 'sent' AND user_id = ?", cls.guest_id,
                                 service='notification'), 'no mail was sent')

    def download(self, name, content_type, token=None):
        answer = self.check_answer(self.server.ask('GET', f'/v1/bookings/{self.booking}/{name}', token=token or self.guest))
        self.assertEqual((answer.status, answer.header('Content-Type')), (200, content_type), answer)
        self.assertEqual(answer.header('Content-Security-Policy'), "default-src 'none'; sandbox")
        self.assertEqual(answer.header('X-Content-Type-Options'), 'nosniff')
        self.assertEqual(answer.header('Cache-Control'), 'no-store')
        return answer.body

    def mail_page(self):
        """The path of the guest's mail, as the list links to it."""
        page = self.server.ask('GET', '/outbox').body.decode()
        row, = [row for row in page.split('<li>') if 'ola@example.org' in row]
        return row.split('href="')[1].split('"')[0]

    def test_a_calendar_entry_is_text_of_its_own_type(self):
        entry = self.download('calendar.ics', 'text/calendar; charset=utf-8')
        self.assertTrue(entry.startswith(b'BEGIN:VCALENDAR\r\n') and entry.endswith(b'END:VCALENDAR\r\n'))
        self.assertIn(f'UID:{self.booking}@couchannel\r\n'.encode(), entry)

    def test_a_ticket_is_a_picture_that_can_do_nothing(self):
        self.assertTrue(self.download('ticket.svg', 'image/svg+xml').startswith(b'<svg xmlns='))

    def test_nobody_else_downloads_them(self):
        other = self.server.token('guest', new_id())
        for name in ('calendar.ics', 'ticket.svg'):
            path = f'/v1/bookings/{self.booking}/{name}'
            self.check_problem(self.server.ask('GET', path, token=other), 404, 'booking_not_found')
            self.check_problem(self.server.ask('GET', path), 401, 'unauthenticated')
            self.check_problem(self.server.ask('POST', path, {}, token=self.guest), 405, 'method_not_allowed')

    def test_the_outbox_shows_the_mail_and_runs_nothing_of_it(self):
        path = self.mail_page()
        page = self.server.ask('GET', path)
        self.assertEqual((page.status, page.header('Content-Type')), (200, 'text/html; charset=utf-8'))
        self.assertIn("script-src 'none'", page.header('Content-Security-Policy'))
        self.assertIn(b'<iframe sandbox ', page.body)
        self.assertNotIn(b'<b>Nowak', page.body)
        html = self.server.ask('GET', path + '/html')
        self.assertIn('sandbox', html.header('Content-Security-Policy'))
        self.assertIn("default-src 'none'", html.header('Content-Security-Policy'))
        self.assertIn(b'src="data:image/png;base64,', html.body)
        self.assertNotIn(b'<b>Nowak', html.body)

    def test_what_is_attached_can_be_kept(self):
        path = self.mail_page()
        raw = self.server.ask('GET', path + '/raw')
        message = email.message_from_bytes(raw.body, policy=email.policy.default)
        self.assertEqual('ola@example.org', message['To'].addresses[0].addr_spec)
        attached = [self.server.ask('GET', f'{path}/{number}') for number in range(2)]
        for part in attached:
            self.assertEqual(part.header('Content-Type'), 'application/octet-stream')
        side, _ = pixels(attached[0].body)
        self.assertEqual(side % 6, 0)
        self.assertTrue(attached[1].body.startswith(b'BEGIN:VCALENDAR'))
        for odd in ('/2', '/x', '/-1', '/html/x', '/'):
            self.assertEqual(self.server.ask('GET', path + odd).status, 404, odd)

    def test_there_is_nothing_in_the_outbox_but_mails(self):
        for path in (NO_MAIL, '/outbox/..%2fdev-key.pem', '/outbox/.new', '/outbox/%2e%2e', '/outbox/x/y'):
            self.assertEqual(self.server.ask('GET', path).status, 404, path)

    def test_the_inbox_is_live(self):
        path = f'/v1/users/{self.guest_id}/notifications/stream'
        with self.server.connect() as connection:
            connection.send(request('GET', path, token=self.guest))
            self.assertEqual(connection.head().status, 200)

            def sent():
                while not (line := connection.line()).startswith('data: '):
                    pass
                return json.loads(line[6:])
            before = sent()
            self.assertEqual(before['newest'][0]['kind'], 'KIND_BOOKING_CONFIRMED')
            self.check_success(self.server.ask('POST', '/v1/notifications/read', {}, token=self.guest))
            self.assertEqual(sent()['unread'], 0)
        self.check_problem(self.server.ask('GET', path, token=self.host), 403, 'not_your_notifications')


class Production(unittest.TestCase):
    def test_mails_are_shown_in_development_alone(self):
        with Server('--issuer', 'https://couch.example', dev=False) as server:
            self.assertEqual(server.ask('GET', '/outbox').status, 404)


if __name__ == '__main__':
    unittest.main()
