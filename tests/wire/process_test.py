"""The program as its operator sees it: health, metrics, traces, logs, and how it ends."""
import json
import re
import signal
import socket
import time
import unittest

from couchannel import Server, new_id, request
from wire_case import WireCase

SAMPLE = re.compile(r'(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>[^{}]*)\})? (?P<value>[^ ]+)')
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')


def parse_metrics(text):
    """Prometheus text format 0.0.4: {name: [(labels, value)]}, and {name: type}; fails on anything else."""
    samples, types = {}, {}
    assert text.endswith('\n')
    for line in text.splitlines():
        if line.startswith('# TYPE '):
            name, kind = line.split(' ')[2:]
            assert name not in types, f'{name} is typed twice'
            types[name] = kind
        elif line and not line.startswith('# HELP '):
            match = SAMPLE.fullmatch(line)
            assert match, line
            labels = LABEL.findall(match['labels'] or '')
            assert len(labels) == len(dict(labels)), line
            samples.setdefault(match['name'], []).append((dict(labels), float(match['value'])))
    return samples, types


class Telemetry(WireCase):
    def metrics(self):
        response = self.server.ask('GET', '/metrics')
        self.assertEqual(response.status, 200)
        self.assertRegex(response.header('Content-Type'), r'^text/plain; version=0\.0\.4')
        return parse_metrics(response.body.decode())

    def counted(self, operation):
        """How many requests of an operation the histogram has seen."""
        samples, _ = self.metrics()
        return sum(value for labels, value in samples.get('couchannel_operation_duration_seconds_count', [])
                   if labels['operation'] == operation)

    def test_metrics_are_well_formed(self):
        self.server.ask('GET', self.availability)
        samples, types = self.metrics()
        self.assertEqual(types['couchannel_operation_duration_seconds'], 'histogram')
        for name in samples:
            base = re.sub('_(bucket|sum|count)$', '', name)
            self.assertTrue(name in types or types.get(base) == 'histogram', name)
        for family in ('couchannel_lane_', 'couchannel_events_', 'couchannel_http_', 'process_resident_memory_bytes'):
            self.assertTrue(any(name.startswith(family) for name in samples), family)

    def test_a_histogram_is_cumulative_and_ends_with_its_count(self):
        self.server.ask('GET', self.availability)
        samples, _ = self.metrics()
        series = {}
        for labels, value in samples['couchannel_operation_duration_seconds_bucket']:
            edge = float(labels.pop('le').replace('+Inf', 'inf'))
            series.setdefault(tuple(sorted(labels.items())), []).append((edge, value))
        counts = {tuple(sorted(labels.items())): value
                  for labels, value in samples['couchannel_operation_duration_seconds_count']}
        self.assertEqual(series.keys(), counts.keys())
        for labels, buckets in series.items():
            self.assertEqual(buckets, sorted(buckets), labels)
            self.assertEqual([value for _, value in buckets], sorted(value for _, value in buckets), labels)
            self.assertEqual(buckets[-1], (float('inf'), counts[labels]))

    def test_every_operation_is_counted_once(self):
        before = self.counted('inventory.get_availability')
        for _ in range(7):
            self.server.ask('GET', self.availability)
        self.server.ask('GET', f'/v1/sessions/{new_id()}/availability')
        self.assertEqual(self.counted('inventory.get_availability'), before + 8)
        before = self.counted('inventory.hold_seats')
        self.check_success(self.server.exchange(self.post_hold(self.hold())))
        self.server.exchange(self.post_hold(self.hold(seats=0)))
        self.server.ask('POST', self.holds, self.hold())
        self.assertEqual(self.counted('inventory.hold_seats'), before + 3)

    def test_it_is_healthy_and_ready_and_says_of_what(self):
        self.assertEqual(self.server.ask('GET', '/healthz').status, 200)
        ready = self.server.ask('GET', '/readinessz')
        self.assertEqual((ready.status, ready.header('Content-Type')), (200, 'application/json'))
        self.assertIn('inventory', ready.body.decode())

    def test_its_contract_is_served(self):
        contract = self.server.ask('GET', '/openapi.json')
        self.assertEqual((contract.status, contract.header('Content-Type')), (200, 'application/json'))
        self.assertIn('/v1/sessions/{session_id}/holds', contract.json()['paths'])
        docs = self.server.ask('GET', '/docs')
        self.assertEqual(docs.status, 200)
        self.assertNotRegex(docs.body.decode(), r'(?:src|href)="(?:https?:)?//')

    def test_documents_name_every_reason_that_failures_point_to(self):
        docs = self.server.ask('GET', '/docs').body.decode()
        for reason in ('sold_out', 'invalid_argument', 'malformed_json', 'no_such_route', 'idempotency_key_in_use'):
            self.assertIn(f'id="problem-{reason}"', docs)

    def test_a_trace_goes_on_under_its_own_id(self):
        trace = '0af7651916cd43dd8448eb211c80319c'
        response = self.server.ask('GET', self.availability, headers={'traceparent': f'00-{trace}-b7ad6b7169203331-01'})
        version, same, span, _ = response.header('traceparent').split('-')
        self.assertEqual((version, same), ('00', trace))
        self.assertNotEqual(span, 'b7ad6b7169203331')

    def test_a_trace_that_is_none_is_replaced_by_a_new_one(self):
        zeros, span = '0' * 32, 'b7ad6b7169203331'
        for wrong in (f'00-{zeros}-{span}-01', f'00-{"a" * 32}-{"0" * 16}-01', 'x', f'ff-{"a" * 32}-{span}-01',
                      f'00-{"A" * 32}-{span}-01', f'00-{"a" * 32}-{span}', f'00-{"a" * 32}-{span}-01-x'):
            with self.subTest(traceparent=wrong):
                response = self.check_answer(self.server.ask('GET', self.availability, headers={'traceparent': wrong}))
                self.assertNotIn(response.header('traceparent').split('-')[1], (zeros, 'a' * 32))

    def test_two_requests_have_two_ids(self):
        ids = {self.server.ask('GET', self.availability).header('X-Request-Id') for _ in range(20)}
        self.assertEqual(len(ids), 20)


class Logs(WireCase):
    def test_the_log_is_json_and_tells_no_tales(self):
        title, key, agent = "Derby at Marek Nowak's", 'key-of-marek', 'agent-of-marek'
        session = self.server.new_session(self.host, title=title)
        holds = f'/v1/sessions/{session}/holds'
        told = {'Idempotency-Key': key, 'User-Agent': agent, 'X-Forwarded-For': '203.0.113.77', 'Cookie': 'c=marek'}
        for body in (self.hold(labels=['S7']), self.hold(seats=0), self.hold(labels=['Marek']), b'{"x":"Marek Nowak"'):
            self.server.ask('POST', holds, body, token=self.guest, headers=told)
        self.server.ask('GET', '/v1/sessions?fixture_id=marek@example.com')
        self.server.ask('GET', '/marek@example.com')
        answer = self.server.ask('POST', holds, self.hold(), token=self.guest + 'x')
        self.assertEqual(self.server.stop(), 0)
        log = self.server.log
        self.server.start()
        lines = [json.loads(line) for line in log]
        for line in lines:
            self.assertLessEqual({'ts', 'level', 'event'}, line.keys())
        self.assertIn(answer.header('X-Request-Id'), ''.join(log))
        secrets = [title, 'Nowak', 'arek', key, agent, '203.0.113.77', self.guest_id, self.host_id, 'Bearer']
        secrets += [part for token in (self.guest, self.host) for part in token.split('.')]
        for secret in secrets:
            for line in log:
                self.assertNotIn(secret, line)


class End(unittest.TestCase):
    def test_a_request_in_hand_is_answered_before_it_ends(self):
        with Server() as server:
            host, guest = server.token('host', new_id()), server.token('guest', new_id())
            session = server.new_session(host)
            data = request('POST', f'/v1/sessions/{session}/holds', {'booking_id': new_id(), 'seats': 1}, token=guest)
            with server.connect() as connection:
                connection.send(data[:-1])
                time.sleep(0.2)
                server.process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
                self.assertIsNone(server.process.poll(), 'it did not wait for the request in hand')
                connection.send(data[-1:])
                self.assertEqual(connection.receive().status, 200)
            self.assertEqual(server.ended(), 0)
            self.assertEqual(server.rows("SELECT COUNT(*) FROM holds WHERE state = 'held'"), [(1,)])

    def test_no_new_connection_is_taken_while_it_ends(self):
        with Server() as server:
            with server.connect() as connection:
                connection.send(b'GET /healthz HTTP/1.1\r\nHost: a\r\n')
                time.sleep(0.2)
                server.process.send_signal(signal.SIGTERM)
                time.sleep(0.3)
                with self.assertRaises(ConnectionError), socket.create_connection(('127.0.0.1', server.port)) as late:
                    late.sendall(b'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
                    if late.recv(1) == b'':
                        raise ConnectionResetError
                connection.send(b'\r\n')
                self.assertEqual(connection.receive().status, 200)
            self.assertEqual(server.ended(), 0)

    def test_idle_connections_do_not_keep_it(self):
        with Server() as server:
            with server.connect(), server.connect() as used:
                used.send(request('GET', '/healthz'))
                used.receive()
                began = time.monotonic()
                self.assertEqual(server.stop(), 0)
                self.assertLess(time.monotonic() - began, 5)

    def test_an_interrupt_ends_it_as_a_shell_expects(self):
        with Server() as server:
            self.assertEqual(server.stop(signal.SIGINT), 130)


if __name__ == '__main__':
    unittest.main(verbosity=2)
