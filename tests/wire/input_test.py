"""Input of every wrong kind is refused at its place, and changes nothing."""
import json
import unittest

from couchannel import new_id, request
from wire_case import RefusalCase

BODY_BYTES_MAX = 64 * 1024


class Body(RefusalCase):
    def test_a_wrong_type_is_refused_at_its_field(self):
        for wrong in ('two', 1.5, True, [1], {'count': 1}, 2**31, -2**63):
            with self.subTest(seats=wrong):
                self.violated(self.post_hold(self.hold(seats=wrong)), '/seats', 'type')

    def test_a_number_beyond_its_limits_is_refused_at_its_field(self):
        self.violated(self.post_hold(self.hold(seats=0)), '/seats', 'min')
        self.violated(self.post_hold(self.hold(seats=9)), '/seats', 'max')

    def test_a_text_that_is_too_long_is_refused_at_its_item(self):
        self.violated(self.post_hold(self.hold(seats=2, labels=['S1', 'S' * 13])), '/labels/1', 'max_length')

    def test_a_text_that_is_too_short_is_refused_at_its_item(self):
        self.violated(self.post_hold(self.hold(labels=[''])), '/labels/0', 'min_length')

    def test_too_many_items_are_refused(self):
        self.violated(self.post_hold(self.hold(seats=8, labels=[f'S{n}' for n in range(9)])), '/labels', 'max_items')

    def test_an_unknown_field_is_refused_and_the_one_that_was_meant_is_named(self):
        self.assertIn('did you mean seats?', self.violated(self.post_hold(self.hold(seat=1)), '/seat', 'unknown_field'))

    def test_a_field_that_the_path_gives_is_refused_in_the_body(self):
        self.violated(self.post_hold(self.hold(session_id=new_id())), '/session_id', 'unknown_field')

    def test_a_missing_field_is_named(self):
        for without in ({'seats': 1}, {'booking_id': '', 'seats': 1}, {'booking_id': None, 'seats': 1}, {}, b''):
            with self.subTest(body=without):
                self.violated(self.post_hold(without), '/booking_id', 'required')

    def test_every_field_at_fault_is_named_at_once(self):
        problem = self.refused(self.post_hold({'seats': 'x', 'labels': 1, 'other': 1}), 400, 'invalid_argument')
        self.assertEqual({v['pointer'] for v in problem['violations']}, {'/seats', '/labels', '/other'})

    def test_a_bad_uuid_is_refused_at_its_field(self):
        for wrong in ('x', new_id()[:-1], new_id() + '0', '{' + new_id() + '}', new_id().replace('-', '')):
            with self.subTest(booking_id=wrong):
                self.violated(self.post_hold(self.hold(booking_id=wrong)), '/booking_id', 'format')

    def test_a_key_that_stands_twice_is_refused(self):
        twice = b'{"booking_id":"%s","seats":1,"seats":8}' % new_id().encode()
        self.violated(self.post_hold(twice), '/seats', 'duplicate_key')

    def test_bytes_that_are_no_utf8_are_refused(self):
        for wrong in (b'\xff', b'\xc0\xaf', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\xc5'):
            with self.subTest(label=wrong):
                body = b'{"booking_id":"%s","seats":1,"labels":["%s"]}' % (new_id().encode(), wrong)
                self.violated(self.post_hold(body), '/labels/0', 'utf8')

    def test_half_a_surrogate_pair_and_nul_are_refused(self):
        for wrong in (rb'\ud83c', rb'\udf89', rb'\ud83cx', rb'\u0000'):
            with self.subTest(label=wrong):
                body = b'{"booking_id":"%s","seats":1,"labels":["%s"]}' % (new_id().encode(), wrong)
                self.violated(self.post_hold(body), '/labels/0', 'utf8')

    def test_nesting_without_end_is_refused(self):
        for deep in (b'{"x":' * 17 + b'1' + b'}' * 17, b'{"labels":' + b'[' * 5000 + b']' * 5000 + b'}'):
            with self.subTest(size=len(deep)):
                problem = self.refused(self.post_hold(deep), 400, 'invalid_argument')
                self.assertIn('depth', [v['rule'] for v in problem['violations']])

    def test_what_is_not_json_is_refused_and_its_place_is_named(self):
        whole = json.dumps(self.hold()).encode()
        for wrong in (b' ', b'x', b'[]', b'1', b'"x"', b'null', whole[:-1], whole[:20], whole + b'x',
                      whole + whole, whole[:-1] + b',}', b"{'seats':1}", b'{"seats":01}', b'{"seats":+1}',
                      b'{"seats":NaN}', b'{"seats":1e}', b'\xef\xbb\xbf' + whole, b'{"a\x01":1}', b'\x00' * 64,
                      whole.decode().encode('utf-16')):
            with self.subTest(body=wrong):
                problem = self.refused(self.post_hold(wrong), 400, 'malformed_json')
                self.assertRegex(problem['detail'], r'at byte \d+\.$')

    def test_a_body_that_is_too_large_is_refused_before_it_is_read(self):
        declared = self.post_hold(b'', headers={'Content-Length': str(10**12)})
        self.refused(declared, 413, 'body_too_large')
        self.refused(self.post_hold(b' ' * (BODY_BYTES_MAX + 1)), 413, 'body_too_large')

    def test_a_body_of_unknown_length_that_is_too_large_is_refused(self):
        chunk = b'%x\r\n%s\r\n' % (8192, b' ' * 8192)
        head = self.post_hold(b'', headers={'Content-Length': None, 'Transfer-Encoding': 'chunked'})
        self.refused(head + chunk * 9 + b'0\r\n\r\n', 413, 'body_too_large')

    def test_another_content_type_is_refused(self):
        body = json.dumps(self.hold()).encode()
        for wrong in ('text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', 'application/xml',
                      'multipart/form-data; boundary=x', 'json', '', None):
            with self.subTest(content_type=wrong):
                self.refused(self.post_hold(body, headers={'Content-Type': wrong}), 415, 'unsupported_media_type')

    def test_another_charset_is_refused(self):
        body = json.dumps(self.hold()).encode('utf-16')
        wrong = {'Content-Type': 'application/json; charset=utf-16'}
        self.refused(self.post_hold(body, headers=wrong), 415, 'unsupported_media_type')

    def test_a_compressed_body_is_refused(self):
        packed = {'Content-Encoding': 'gzip'}
        self.refused(self.post_hold(b'\x1f\x8b\x08', headers=packed), 415, 'unsupported_media_type')


class Path(RefusalCase):
    def test_a_bad_uuid_in_the_path_is_refused_at_its_field(self):
        for wrong in ('x', 'null', self.session[:-1], self.session + '0', '%00', '%ff', '..%2f..%2fetc', "'--",
                      '%F0%9F%8E%89'):
            with self.subTest(session_id=wrong):
                self.violated(request('GET', f'/v1/sessions/{wrong}/availability'), '/session_id', 'format', 'GET')

    def test_a_path_that_is_no_route_is_not_found(self):
        for wrong in ('/v1', '/v1/sessions/', f'/v1/sessions/{self.session}/availability/',
                      f'/v1//sessions/{self.session}', f'/v2/sessions/{self.session}', '/V1/sessions',
                      f'/v1/sessions/{self.session}/availability/stream/x', '/../etc/passwd', '/.git/config',
                      '/%2e%2e/%2e%2e/etc/passwd', '/healthz/x', '/v1%2Fsessions'):
            with self.subTest(path=wrong):
                self.refused(request('GET', wrong), 404, 'no_such_route', 'GET')

    def test_another_method_is_refused_and_the_right_ones_are_named(self):
        for method, path, allowed in (('DELETE', self.availability, {'GET', 'HEAD'}),
                                      ('PUT', self.holds, {'POST'}),
                                      ('PATCH', '/v1/sessions', {'GET', 'HEAD', 'POST'}),
                                      ('POST', '/healthz', {'GET', 'HEAD'})):
            with self.subTest(method=method, path=path):
                response = self.server.ask(method, path, token=self.guest)
                self.check_problem(response, 405, 'method_not_allowed')
                self.assertEqual({word.strip() for word in response.header('Allow').split(',')}, allowed)

    def test_what_is_not_there_is_not_found_for_the_reason_of_the_contract(self):
        missing = f'/v1/sessions/{new_id()}/availability'
        self.refused(request('GET', missing), 404, 'session_not_found', 'GET')


class Query(RefusalCase):
    def listed(self, query):
        return request('GET', f'/v1/sessions?{query}')

    def test_an_unknown_parameter_is_refused_and_the_one_that_was_meant_is_named(self):
        said = self.violated(self.listed(f'fixture_id={new_id()}&limits=3'), '/limits', 'unknown_parameter', 'GET')
        self.assertIn('did you mean limit?', said)

    def test_a_parameter_that_stands_twice_is_refused(self):
        self.violated(self.listed(f'fixture_id={new_id()}&limit=3&limit=4'), '/limit', 'duplicate_parameter', 'GET')

    def test_a_wrong_type_is_refused_at_its_parameter(self):
        for wrong in ('x', '', '1.5', '%31x', '1%00', '0x10', '99999999999', '+1', ' 1'.replace(' ', '%20')):
            with self.subTest(limit=wrong):
                self.violated(self.listed(f'fixture_id={new_id()}&limit={wrong}'), '/limit', 'type', 'GET')

    def test_a_number_beyond_its_limits_is_refused_at_its_parameter(self):
        self.violated(self.listed(f'fixture_id={new_id()}&limit=0'), '/limit', 'min', 'GET')
        self.violated(self.listed(f'fixture_id={new_id()}&limit=101'), '/limit', 'max', 'GET')

    def test_a_missing_parameter_is_named(self):
        self.violated(request('GET', '/v1/sessions'), '/fixture_id', 'required', 'GET')

    def test_more_parameters_than_anything_takes_are_refused(self):
        self.refused(self.listed('&' * 70 + f'fixture_id={new_id()}'), 400, 'malformed_query', 'GET')

    def test_more_parameters_than_there_is_memory_for_are_turned_away(self):
        for many in ('&' * 1000, '&limit=3' * 200, 'x=&' * 600):
            response = self.server.ask('GET', f'/v1/sessions?{many}')
            self.assertTrue(response is None or response.status in (400, 414, 431), response)

    def test_a_query_or_path_that_is_not_encoded_is_refused(self):
        for wrong in ('fixture_id=%', 'fixture_id=%zz', '%ff=1', '%=1'):
            with self.subTest(query=wrong):
                self.refused(self.listed(wrong), 400, 'malformed_query', 'GET')
        for wrong in ('%', '%zz', '%4'):
            with self.subTest(path=wrong):
                self.refused(request('GET', f'/v1/sessions/{wrong}/availability'), 400, 'malformed_path', 'GET')

    def test_a_query_where_none_is_asked_for_is_refused(self):
        self.violated(request('GET', self.availability + '?fast=1'), '/fast', 'unknown_parameter', 'GET')
        posted = self.post_hold(self.hold()).replace(b'/holds ', b'/holds?seats=8 ', 1)
        self.violated(posted, '/seats', 'unknown_parameter')


if __name__ == '__main__':
    unittest.main(verbosity=2)
