"""What the tests on the wire share: a server for each class, and what every failure must look like."""
import http
import re
import unittest

from couchannel import Server, new_id, request

PROBLEM_FIELDS = {'type', 'title', 'status', 'detail', 'instance', 'reason', 'violations'}
PHRASES = {413: 'Content Too Large', 422: 'Unprocessable Content'}  # RFC 9110; Python has the older ones
TRACEPARENT = re.compile(r'00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}')


class WireCase(unittest.TestCase):
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.server = Server(*cls.options)
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.host_id, cls.guest_id = new_id(), new_id()
        cls.host = cls.server.token('host', cls.host_id)
        cls.guest = cls.server.token('guest', cls.guest_id)
        cls.session = cls.server.new_session(cls.host)
        cls.holds = f'/v1/sessions/{cls.session}/holds'
        cls.availability = f'/v1/sessions/{cls.session}/availability'

    def hold(self, **fields):
        """The body of a HoldSeats that would be granted, but for what is changed."""
        return {'booking_id': new_id(), 'seats': 1} | fields

    def post_hold(self, body, **more):
        return request('POST', self.holds, body, token=self.guest, **more)

    def check_answer(self, response):
        self.assertIsNotNone(response, 'it hung up without an answer')
        self.assertRegex(response.header('X-Request-Id') or '', '^[0-9a-f-]{36}$')
        self.assertRegex(response.header('traceparent') or '', TRACEPARENT)
        return response

    def check_success(self, response):
        self.check_answer(response)
        self.assertEqual((response.status, response.header('Content-Type')), (200, 'application/json'), response)
        return response.json()

    def check_problem(self, response, status, reason):
        """RFC 9457, with our additions; says what to do, and nothing about our insides."""
        self.check_answer(response)
        self.assertEqual(response.status, status, response)
        self.assertEqual(response.header('Content-Type'), 'application/problem+json')
        problem = response.json()
        self.assertEqual(problem['reason'], reason, response)
        self.assertEqual(problem['type'], f'/docs#problem-{reason}')
        self.assertEqual(problem['title'], PHRASES.get(status, http.HTTPStatus(status).phrase))
        self.assertEqual(problem['status'], status)
        self.assertEqual(problem['instance'], 'urn:uuid:' + response.header('X-Request-Id'))
        self.assertRegex(problem['detail'], r'^\S.*[.?]$')
        self.assertNotRegex(problem['detail'], r'\.c\b|SQL|sqlite|0x[0-9a-f]{6}')
        self.assertLessEqual(problem.keys(), PROBLEM_FIELDS)
        return problem


class RefusalCase(WireCase):
    """Whatever is sent here is refused: the server goes on answering, and nothing was changed."""

    def setUp(self):
        self.before = self.server.everything()

    def tearDown(self):
        self.check_success(self.server.ask('GET', self.availability))
        self.assertEqual(self.server.everything(), self.before)
        self.assertIsNone(self.server.process.poll())

    def refused(self, data, status, reason, method='POST'):
        return self.check_problem(self.server.exchange(data, method), status, reason)

    def violated(self, data, pointer, rule, method='POST'):
        """Refused for one field; returns the sentence about it."""
        problem = self.refused(data, 400, 'invalid_argument', method)
        found = [v for v in problem['violations'] if (v['pointer'], v['rule']) == (pointer, rule)]
        self.assertEqual(len(found), 1, problem)
        self.assertRegex(found[0]['description'], r'[.?]$')
        return found[0]['description']
