"""HTTP that is not as it must be: refused or cut off, never guessed at (RFC 9110, RFC 9112)."""
import json
import select
import time
import unittest

from couchannel import Connection, new_id, request
from wire_case import RefusalCase

REQUEST_TIMEOUT_S = 15
PATIENCE_S = 10
DRIP_EVERY_S = 0.25


class Shape(RefusalCase):
    def turned_away(self, data, *statuses):
        """Refused with one of the statuses or cut off; and what came after it is no second request."""
        with self.server.connect() as connection:
            try:
                connection.send(data)
            except ConnectionError:
                pass  # it hung up while we were speaking
            response = connection.receive()
            if response is not None:
                self.assertIn(response.status, statuses, response)
            self.assertNotRegex(connection.rest(), b'HTTP/1.1 2', 'it went on reading')

    def smuggle(self, head, body):
        """A hold, whose end two readers would see at different places, and a hold behind it."""
        start = request('POST', self.holds, token=self.guest, headers={'Content-Type': 'application/json'})
        behind = self.post_hold(self.hold())
        self.turned_away(start[:-2] + head + b'\r\n' + body + behind, 400, 413, 501)

    def test_a_length_and_an_encoding_together_are_refused(self):
        body = json.dumps(self.hold()).encode()
        chunked = b'%x\r\n%s\r\n0\r\n\r\n' % (len(body), body)
        self.smuggle(b'Content-Length: %d\r\nTransfer-Encoding: chunked\r\n' % len(chunked), chunked)
        self.smuggle(b'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n', chunked)

    def test_two_lengths_are_refused(self):
        body = json.dumps(self.hold()).encode()
        self.smuggle(b'Content-Length: %d\r\nContent-Length: 0\r\n' % len(body), body)
        self.smuggle(b'Content-Length: %d, 0\r\n' % len(body), body)

    def test_a_length_that_is_no_number_is_refused(self):
        body = json.dumps(self.hold()).encode()
        for wrong in (b'-1', b'+%d' % len(body), b'0x%x' % len(body), b'', b'%d x' % len(body), b'9' * 40):
            with self.subTest(length=wrong):
                self.smuggle(b'Content-Length: %s\r\n' % wrong, body)

    def test_an_unknown_transfer_encoding_is_refused(self):
        body = json.dumps(self.hold()).encode()
        chunked = b'%x\r\n%s\r\n0\r\n\r\n' % (len(body), body)
        for wrong in (b'gzip', b'gzip, chunked', b'xchunked', b'chunked, chunked', b'identity', b'chunked x',
                      b'"chunked"'):
            with self.subTest(encoding=wrong):
                self.smuggle(b'Transfer-Encoding: %s\r\n' % wrong, chunked)

    def test_two_transfer_encodings_are_refused(self):
        self.smuggle(b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', b'0\r\n\r\n')

    def test_space_before_the_colon_is_refused(self):
        body = json.dumps(self.hold()).encode()
        self.smuggle(b'Content-Length : %d\r\n' % len(body), body)
        self.smuggle(b'Transfer-Encoding : chunked\r\n', b'0\r\n\r\n')

    def test_a_chunk_size_that_is_no_number_is_refused(self):
        for wrong in (b'x', b'-1', b'0x10', b'f' * 20, b'', b' 5'):
            with self.subTest(size=wrong):
                self.smuggle(b'Transfer-Encoding: chunked\r\n', wrong + b'\r\n{}\r\n0\r\n\r\n')

    def test_a_host_that_is_missing_stands_twice_or_is_none_is_refused(self):
        whole = self.post_hold(self.hold(), headers={'Connection': 'close'})
        for wrong in (b'', b'Host: a\r\nHost: a\r\n', b'Host: a\r\nHost: b\r\n', b'Host: a b\r\n',
                      b'Host: user@a\r\n', b'Host: a/b\r\n', b'Host: a\x01b\r\n', b'Host: a:b:c\r\n'):
            with self.subTest(host=wrong):
                self.turned_away(whole.replace(b'Host: couchannel.test\r\n', wrong), 400)

    def test_a_bare_carriage_return_is_refused(self):
        self.turned_away(self.post_hold(self.hold()).replace(b'\r\nHost', b'\rHost', 1), 400)

    def test_control_characters_in_a_field_are_refused(self):
        whole = self.post_hold(self.hold(), headers={'X-Note': 'note'})
        for wrong in (b'a\x01b', b'a\x7fb', b'a\rb', b'a\x1b[31mb'):
            with self.subTest(value=wrong):
                self.turned_away(whole.replace(b'note', wrong), 400)

    def test_nul_bytes_are_refused(self):
        whole = self.post_hold(self.hold())
        self.turned_away(whole.replace(b'/holds', b'/hol\0ds', 1), 400, 404)

    def test_a_target_that_is_no_path_is_refused(self):
        whole = self.post_hold(self.hold(), headers={'Connection': 'close'})
        path = self.holds.encode()
        for wrong in (b'ftp://evil.test' + path, b'evil.test:80', b'*', b'x', b'//evil.test' + path, path + b'#x'):
            with self.subTest(target=wrong):
                self.turned_away(whole.replace(b'POST ' + path, b'POST ' + wrong, 1), 400, 404, 405)

    def test_a_request_line_that_is_none_is_refused(self):
        rest = b' HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'
        for wrong in (b'GET\r\n\r\n', b'GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n', b'G<T /healthz' + rest,
                      b'GET /healthz /' + rest, b' GET /healthz' + rest,
                      b'GET\t/healthz' + rest, b'get /healthz' + rest,
                      b'\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' + b'\0' * 40 + b'\r\n\r\n'):
            with self.subTest(line=wrong[:30]):
                self.turned_away(wrong, 400, 405, 501, 505)

    def test_a_header_without_a_colon_or_a_name_is_refused(self):
        whole = self.post_hold(self.hold(), headers={'X-Note': 'note'})
        for wrong in (b'X-Note note', b': note', b'X Note: note', b'X-N\x7fte: note'):
            with self.subTest(header=wrong):
                self.turned_away(whole.replace(b'X-Note: note', wrong), 400)

    def test_headers_that_are_too_large_are_refused(self):
        for size in (9 * 1024, 40 * 1024, 1024 * 1024):
            with self.subTest(size=size):
                self.turned_away(self.post_hold(self.hold(), headers={'X-Note': 'x' * size}), 431)

    def test_too_many_headers_are_refused(self):
        self.turned_away(self.post_hold(self.hold(), headers={f'X-{n}': 'x' for n in range(5000)}), 431)

    def test_a_target_that_is_too_long_is_refused(self):
        self.turned_away(request('GET', '/v1/sessions?fixture_id=' + 'a' * 20000), 414, 431)

    def test_a_tunnel_and_a_trace_are_refused(self):
        self.turned_away(b'CONNECT evil.test:443 HTTP/1.1\r\nHost: evil.test:443\r\nConnection: close\r\n\r\n',
                         400, 404, 405, 501)
        self.turned_away(b'TRACE /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405, 501)


class Cut(RefusalCase):
    def test_a_body_that_is_cut_short_has_no_effect(self):
        whole = self.post_hold(self.hold())
        for left in (1, 10, len(whole) // 2):  # of it is never sent
            with self.server.connect() as connection:
                connection.send(whole[:-left])

    def test_a_chunked_body_without_its_end_has_no_effect(self):
        body = json.dumps(self.hold()).encode()
        head = self.post_hold(b'', headers={'Content-Length': None, 'Transfer-Encoding': 'chunked'})
        with self.server.connect() as connection:
            connection.send(head + b'%x\r\n%s\r\n' % (len(body), body))

    def test_a_client_that_leaves_costs_nothing(self):
        for _ in range(200):
            with self.server.connect() as connection:
                connection.send(self.post_hold(self.hold())[:-3])

    def drip(self, heads, drops):
        """A byte at a time into each connection, until the server answers or hangs up; how long that took."""
        began, took, listening = time.monotonic(), {}, {}
        for name, head in heads.items():
            listening[name] = Connection(self.server.port)
            listening[name].send(head)
        while listening and time.monotonic() - began < REQUEST_TIMEOUT_S + PATIENCE_S:
            ready, _, _ = select.select([connection.socket for connection in listening.values()], [], [], DRIP_EVERY_S)
            for name, connection in list(listening.items()):
                if connection.socket in ready:
                    took[name] = time.monotonic() - began
                    response = listening.pop(name).receive()
                    if response is not None:
                        self.check_problem(response, 408, 'request_timeout')
                    connection.close()
                else:
                    connection.send(drops)
        return took

    def test_what_drips_is_cut_off_in_time(self):
        """However steadily it comes: each byte is a sign of life, but not the end of the request."""
        posted = self.post_hold(b' ' * 1000 + json.dumps(self.hold()).encode())
        chunked = self.post_hold(b'', headers={'Content-Length': None, 'Transfer-Encoding': 'chunked'})
        heads = {
            'a field': request('GET', '/healthz')[:-2] + b'X-Note: ',
            'a body': posted[:posted.index(b'\r\n\r\n') + 4],
            'a chunk': chunked + b'400\r\n',
        }
        took = self.drip(heads, b' ')
        self.assertEqual(took.keys(), heads.keys())
        for seconds in took.values():
            self.assertGreater(seconds, REQUEST_TIMEOUT_S - 1)


class Fine(RefusalCase):
    """What looks odd and is right: answered."""

    def test_odd_but_allowed_forms_are_read_as_the_standard_says(self):
        whole = request('GET', self.availability, headers={'X-Note': 'note'})
        path = self.availability.encode()
        forms = {
            'absolute target (RFC 9112 section 3.2.2)': whole.replace(path, b'http://couchannel.test' + path, 1),
            'bare line feeds (RFC 9112 section 2.2)': whole.replace(b'\r\n', b'\n'),
            'empty line before it (RFC 9112 section 2.2)': b'\r\n' + whole,
            'no space after the colon': whole.replace(b': ', b':'),
            'other case in names': whole.replace(b'Host', b'hOST'),
            'encoded letters': whole.replace(b'/sessions/', b'/sess%69ons/', 1),
        }
        for form, data in forms.items():
            with self.subTest(form), self.server.connect() as connection:
                connection.send(data + request('GET', '/nowhere', headers={'Connection': 'close'}))
                self.check_success(connection.receive())
                self.check_problem(connection.receive(), 404, 'no_such_route')

    def test_a_head_is_answered_like_a_get_without_its_body(self):
        got, head = self.server.ask('GET', self.availability), self.server.ask('HEAD', self.availability)
        self.assertEqual((head.status, head.body), (200, b''))
        self.assertEqual(head.header('Content-Length'), got.header('Content-Length'))

    def test_requests_that_come_together_are_answered_in_order(self):
        with self.server.connect() as connection:
            connection.send(request('GET', self.availability) * 20 + request('GET', '/nowhere'))
            for _ in range(20):
                self.check_success(connection.receive())
            self.check_problem(connection.receive(), 404, 'no_such_route')

    def test_a_request_may_come_a_byte_at_a_time(self):
        with self.server.connect() as connection:
            for byte in request('GET', self.availability):
                connection.send(bytes([byte]))
            self.check_success(connection.receive())

    def test_a_connection_survives_a_refusal(self):
        with self.server.connect() as connection:
            connection.send(self.post_hold(self.hold(seats=0)))
            self.check_problem(connection.receive(), 400, 'invalid_argument')
            connection.send(request('GET', self.availability))
            self.check_success(connection.receive())

    def test_a_client_may_ask_before_it_sends_its_body(self):
        with self.server.connect() as connection:
            head, body = self.post_hold(self.hold(seats=9), headers={'Expect': '100-continue'}).split(b'\r\n\r\n')
            connection.send(head + b'\r\n\r\n')
            self.assertEqual(connection.head().status, 100)
            connection.send(body)
            self.check_problem(connection.receive(), 400, 'invalid_argument')

    def test_http_1_0_is_answered_and_hung_up_on(self):
        with self.server.connect() as connection:
            connection.send(f'GET {self.availability} HTTP/1.0\r\n\r\n'.encode())
            self.check_success(connection.receive())
            self.assertFalse(connection.fill(), 'it did not hang up')


if __name__ == '__main__':
    unittest.main(verbosity=2)
