"""The same request under the same key has one effect and one answer (draft-ietf-httpapi-idempotency-key-header-07)."""
import json
import unittest

from couchannel import Connection, new_id
from wire_case import WireCase


class Idempotency(WireCase):
    def setUp(self):
        self.session = self.server.new_session(self.host)
        self.holds = f'/v1/sessions/{self.session}/holds'

    def send(self, body, key, token=None, path=None):
        return self.server.ask('POST', path or self.holds, body, token=token or self.guest,
                               headers={'Idempotency-Key': key})

    def held(self):
        return self.server.rows('SELECT COUNT(*) FROM seats WHERE booking_id IS NOT NULL AND session_id = ?',
                                bytes.fromhex(self.session.replace('-', '')))[0][0]

    def test_a_repeated_request_gets_the_same_bytes_and_has_one_effect(self):
        body, key = self.hold(seats=2), new_id()
        first, again = self.send(body, key), self.send(body, key)
        self.check_success(first)
        self.check_success(again)
        self.assertEqual(again.body, first.body)
        self.assertIsNone(first.header('Idempotency-Replayed'))
        self.assertEqual(again.header('Idempotency-Replayed'), 'true')
        self.assertNotEqual(again.header('X-Request-Id'), first.header('X-Request-Id'))
        self.assertEqual(self.held(), 2)

    def test_a_repeated_request_gets_the_old_answer_though_things_have_changed(self):
        body, key = self.hold(), new_id()
        first = self.send(body, key)
        self.check_success(self.server.ask('DELETE', f'/v1/holds/{body["booking_id"]}', token=self.guest))
        again = self.send(body, key)
        self.assertEqual((again.status, again.body), (200, first.body))
        self.assertEqual(self.held(), 0)

    def test_a_refusal_is_repeated_too(self):
        self.check_success(self.send(self.hold(seats=8), new_id(), self.server.token('guest', new_id())))
        body, key = self.hold(), new_id()
        first = self.send(body, key)
        self.check_problem(first, 409, 'sold_out')
        taken, = self.server.rows('SELECT DISTINCT booking_id FROM seats WHERE session_id = ?',
                                  bytes.fromhex(self.session.replace('-', '')))[0]
        self.assertIsNotNone(taken)
        again = self.send(body, key)
        self.assertEqual((again.status, again.body), (409, first.body))
        self.assertEqual(again.header('Idempotency-Replayed'), 'true')
        self.assertNotEqual(again.json()['instance'], 'urn:uuid:' + again.header('X-Request-Id'))

    def test_a_body_that_means_the_same_is_the_same_request(self):
        body, key = self.hold(), new_id()
        first = self.send(body, key)
        spaced = json.dumps(dict(reversed(body.items())), indent=4).encode()
        self.assertEqual(self.send(spaced, key).body, self.check_answer(first).body)

    def test_another_body_under_the_key_is_refused(self):
        body, key = self.hold(), new_id()
        self.check_success(self.send(body, key))
        self.check_problem(self.send(body | {'seats': 2}, key), 422, 'idempotency_key_reused')
        elsewhere = f'/v1/sessions/{self.server.new_session(self.host)}/holds'
        self.check_problem(self.send(body, key, path=elsewhere), 422, 'idempotency_key_reused')
        self.assertEqual(self.held(), 1)

    def test_the_key_may_be_bare_or_quoted(self):
        body, key = self.hold(), new_id()
        first = self.send(body, key)
        self.assertEqual(self.send(body, f'"{key}"').body, self.check_answer(first).body)

    def test_another_guests_key_is_another_key(self):
        key, other = new_id(), self.server.token('guest', new_id())
        self.check_success(self.send(self.hold(), key))
        mine = self.send(self.hold(), key, token=other)
        self.check_success(mine)
        self.assertIsNone(mine.header('Idempotency-Replayed'))
        self.assertEqual(self.held(), 2)

    def test_invalid_input_uses_no_key_up(self):
        body, key = self.hold(), new_id()
        self.check_problem(self.send(body | {'seats': 0}, key), 400, 'invalid_argument')
        self.check_success(self.send(body, key))

    def test_a_malformed_key_is_refused(self):
        before = self.server.everything()
        for wrong in ('', '""', 'x' * 129, '"' + 'x' * 129 + '"', 'two words', 'caf\xe9', '"a\\b"', '"a" "b"'):
            with self.subTest(key=wrong):
                self.check_problem(self.send(self.hold(), wrong), 400, 'invalid_idempotency_key')
        self.assertEqual(self.server.everything(), before)

    def test_two_keys_are_refused(self):
        data = self.post_hold(self.hold(), headers={'Idempotency-Key': 'a\r\nIdempotency-Key: b'})
        self.check_problem(self.server.exchange(data), 400, 'bad_request')

    def test_the_longest_key_is_fine(self):
        self.check_success(self.send(self.hold(), 'k' * 128))

    def test_together_one_is_done_and_the_others_wait_or_get_its_answer(self):
        waited = 0
        for _ in range(20):
            body, key = self.hold(), new_id()
            data = self.post_hold(body, headers={'Idempotency-Key': key})
            connections = [Connection(self.server.port) for _ in range(16)]
            for connection in connections:
                connection.send(data)
            answers = [connection.receive() for connection in connections]
            for connection in connections:
                connection.close()
            done = [answer for answer in answers if answer.status == 200]
            self.assertEqual(len({answer.body for answer in done}), 1)
            self.assertEqual(len([answer for answer in done if not answer.header('Idempotency-Replayed')]), 1)
            for answer in answers:
                if answer.status != 200:
                    waited += 1
                    self.check_problem(answer, 409, 'idempotency_key_in_use')
                    self.assertGreaterEqual(int(answer.header('Retry-After')), 1)
            self.check_success(self.server.ask('DELETE', f'/v1/holds/{body["booking_id"]}', token=self.guest))
        self.assertGreater(waited, 0, 'no two of 16 met')

    def test_the_answer_survives_a_restart(self):
        body, key = self.hold(), new_id()
        first = self.send(body, key)
        self.check_success(first)
        self.server.stop()
        self.server.start()
        again = self.send(body, key)
        self.assertEqual((again.status, again.body), (200, first.body))
        self.assertEqual(again.header('Idempotency-Replayed'), 'true')


if __name__ == '__main__':
    unittest.main(verbosity=2)
