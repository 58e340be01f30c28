"""Live availability as Server-Sent Events: the state at once, and again when it changes."""
import json
import select
import unittest

from couchannel import new_id, request
from wire_case import WireCase

QUIET_S = 1.0


class Stream:
    """One event stream, read line by line; chunked transfer is taken off."""

    def __init__(self, server, session, last=None):
        self.connection = server.connect()
        headers = {'Accept': 'text/event-stream'} | ({'Last-Event-ID': last} if last else {})
        self.connection.send(request('GET', f'/v1/sessions/{session}/availability/stream', headers=headers))
        self.head = self.connection.head()
        self.buffer = b''

    def read_more(self):
        """The next chunk; False at the end of the stream."""
        size = int(self.connection.line() or '0', 16)
        self.buffer += self.connection.read(size)
        self.connection.line()
        return size > 0

    def block(self):
        """The lines up to the next empty one; None at the end of the stream."""
        while b'\n\n' not in self.buffer:
            if not self.read_more():
                return None
        lines, self.buffer = self.buffer.split(b'\n\n', 1)
        return lines.decode().split('\n')

    def event(self):
        """The next event as a dict of its fields; comments and a lone retry are passed over."""
        while (lines := self.block()) is not None:
            fields = dict(line.split(': ', 1) for line in lines if line and not line.startswith(':'))
            if 'data' in fields:
                return fields
        return None

    def is_quiet(self):
        """Nothing but what was read already arrives for a while."""
        while b'data:' not in self.buffer:
            if not self.connection.buffer and not select.select([self.connection.socket], [], [], QUIET_S)[0]:
                return True
            self.read_more()
        return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()


class Streams(WireCase):
    def setUp(self):
        self.session = self.server.new_session(self.host)
        self.holds = f'/v1/sessions/{self.session}/holds'

    def take(self, seats=1, holds=None):
        body = self.hold(seats=seats)
        self.check_success(self.server.ask('POST', holds or self.holds, body, token=self.guest))
        return body['booking_id']

    def free(self, event):
        return json.loads(event['data'])['seats_free']

    def test_the_state_comes_at_once_with_the_headers_of_a_stream(self):
        with Stream(self.server, self.session) as stream:
            self.check_answer(stream.head)
            self.assertEqual(stream.head.status, 200)
            self.assertEqual(stream.head.header('Content-Type'), 'text/event-stream')
            self.assertEqual(stream.head.header('Cache-Control'), 'no-cache, no-transform')
            self.assertEqual(stream.head.header('X-Accel-Buffering'), 'no')
            event = stream.event()
            self.assertEqual(event['event'], 'availability')
            self.assertTrue(event['id'])
            now = self.server.ask('GET', f'/v1/sessions/{self.session}/availability')
            self.assertEqual(json.loads(event['data']), now.json())

    def test_clients_are_told_when_to_come_back(self):
        with Stream(self.server, self.session) as stream:
            lines = []
            while not any(line.startswith('data: ') for line in lines):
                lines += stream.block()
            self.assertIn('retry: 2000', lines)

    def test_a_change_is_sent_when_it_is_made(self):
        with Stream(self.server, self.session) as stream:
            self.assertEqual(self.free(stream.event()), 8)
            booking = self.take(3)
            self.assertEqual(self.free(stream.event()), 5)
            self.check_success(self.server.ask('DELETE', f'/v1/holds/{booking}', token=self.guest))
            self.assertEqual(self.free(stream.event()), 8)

    def test_positions_rise(self):
        with Stream(self.server, self.session) as stream:
            first = int(stream.event()['id'])
            self.take()
            self.assertGreater(int(stream.event()['id']), first)

    def test_a_change_elsewhere_is_not_sent(self):
        elsewhere = self.server.new_session(self.host)
        with Stream(self.server, self.session) as stream:
            stream.event()
            self.take(holds=f'/v1/sessions/{elsewhere}/holds')
            self.assertTrue(stream.is_quiet())

    def test_who_comes_back_and_missed_nothing_is_sent_nothing(self):
        with Stream(self.server, self.session) as stream:
            last = stream.event()['id']
        with Stream(self.server, self.session, last) as stream:
            self.assertTrue(stream.is_quiet())
            self.take()
            self.assertEqual(self.free(stream.event()), 7)

    def test_who_comes_back_and_missed_something_is_sent_the_newest_state_once(self):
        with Stream(self.server, self.session) as stream:
            last = stream.event()['id']
        for _ in range(3):
            self.take()
        with Stream(self.server, self.session, last) as stream:
            self.assertEqual(self.free(stream.event()), 5)
            self.assertTrue(stream.is_quiet())

    def test_who_comes_back_with_nonsense_is_sent_the_state(self):
        for wrong in ('x', '-1', '99999999999999999999999', '1.5', '9223372036854775807'):
            with self.subTest(last=wrong), Stream(self.server, self.session, wrong) as stream:
                self.assertEqual(self.free(stream.event()), 8)

    def test_every_watcher_is_sent_the_change(self):
        streams = [Stream(self.server, self.session) for _ in range(50)]
        for stream in streams:
            self.assertEqual(self.free(stream.event()), 8)
        self.take(2)
        for stream in streams:
            self.assertEqual(self.free(stream.event()), 6)
            stream.connection.close()

    def test_a_watcher_of_what_is_not_there_is_refused(self):
        missing = self.server.ask('GET', f'/v1/sessions/{new_id()}/availability/stream')
        self.check_problem(missing, 404, 'session_not_found')

    def test_watchers_that_leave_are_forgotten(self):
        for _ in range(100):
            with Stream(self.server, self.session) as stream:
                stream.event()
        self.take()
        with Stream(self.server, self.session) as stream:
            self.assertEqual(self.free(stream.event()), 7)

    def test_streams_end_when_the_server_does(self):
        with Stream(self.server, self.session) as stream:
            stream.event()
            self.assertEqual(self.server.stop(), 0)
            self.assertIsNone(stream.event())
        self.server.start()


if __name__ == '__main__':
    unittest.main(verbosity=2)
