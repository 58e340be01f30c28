"""The payment sandbox as a program that pays by Stripe meets it: forms, keys, errors, events, lost answers."""
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import queue
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.parse

from couchannel import ANSWER_WITHIN_S, STOP_WITHIN_S, binary

VISA = {'amount': 4000, 'currency': 'pln', 'payment_method': 'pm_card_visa', 'confirm': 'true',
        'capture_method': 'manual'}
FORM = 'application/x-www-form-urlencoded'


class Listener(http.server.BaseHTTPRequestHandler):
    """Hears of events; refuses as many as it is told to."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        refuse = self.server.refuse > 0
        self.server.refuse -= refuse
        self.send_response(500 if refuse else 204)
        self.end_headers()
        self.server.heard.put((self.headers['Stripe-Signature'], body))

    def log_message(self, *_):
        pass


class Sandbox:
    def __init__(self, *options):
        self.data = pathlib.Path(tempfile.mkdtemp(prefix='couchannel-psp-'))
        clean = {name: value for name, value in os.environ.items() if not name.startswith('COUCHANNEL_')}
        self.process = subprocess.Popen(
            [binary(), 'psp-sandbox', '--listen', '127.0.0.1:0', '--data', self.data, *options],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, env=clean, text=True)
        line = json.loads(self.process.stderr.readline())
        self.port = int(line['url'].rsplit(':', 1)[1])
        self.key = (self.data / 'psp-sandbox.key').read_text()
        self.webhook_secret = (self.data / 'psp-webhook.key').read_bytes()

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_WITHIN_S)
        outcry = self.process.stderr.read()
        self.process.stderr.close()
        shutil.rmtree(self.data)
        assert (code, outcry) == (0, ''), (code, outcry)

    def ask(self, method, path, form=None, key=None, secret=None):
        """Status and body; RemoteDisconnected where the sandbox hangs up."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=ANSWER_WITHIN_S)
        headers = {'Authorization': f'Bearer {secret or self.key}', 'Content-Type': FORM}
        headers |= {'Idempotency-Key': key} if key else {}
        try:
            connection.request(method, path, urllib.parse.urlencode(form or {}), headers)
            response = connection.getresponse()
            text = response.read()
            html = response.headers['Content-Type'].startswith('text/html')
            return response.status, text.decode() if html else json.loads(text)
        finally:
            connection.close()


class SandboxCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.listener = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Listener)
        cls.listener.heard, cls.listener.refuse = queue.Queue(), 0
        threading.Thread(target=cls.listener.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.listener.server_close)
        cls.addClassCleanup(cls.listener.shutdown)
        cls.sandbox = Sandbox('--webhook-url', f'http://127.0.0.1:{cls.listener.server_port}/hook')
        cls.addClassCleanup(cls.sandbox.close)

    def post(self, path, form=None, key=None, expect=200):
        status, answer = self.sandbox.ask('POST', path, form, key)
        self.assertEqual(status, expect, answer)
        return answer

    def get(self, path, expect=200):
        status, answer = self.sandbox.ask('GET', path)
        self.assertEqual(status, expect, answer)
        return answer

    def refused(self, code, path, form=None, key=None, expect=400):
        self.assertEqual(self.post(path, form, key, expect)['error']['code'], code)

    def movements(self):
        return self.get('/v1/balance_transactions?limit=99')['data']


class Payments(SandboxCase):
    def test_a_payment_is_authorised_captured_and_refunded(self):
        intent = self.post('/v1/payment_intents', VISA | {'metadata[reference]': 'booking-1'})
        path = f'/v1/payment_intents/{intent["id"]}'
        self.assertEqual((intent['object'], intent['status'], intent['amount_capturable'], intent['livemode']),
                         ('payment_intent', 'requires_capture', 4000, False))
        captured = self.post(path + '/capture', {'amount_to_capture': 3000})
        self.assertEqual((captured['status'], captured['amount_received']), ('succeeded', 3000))
        refund = self.post('/v1/refunds', {'payment_intent': intent['id'], 'amount': 1000})
        self.assertEqual((refund['object'], refund['status'], refund['amount']), ('refund', 'succeeded', 1000))
        self.post('/v1/refunds', {'payment_intent': intent['id'], 'amount': 2000})
        self.refused('amount_too_large', '/v1/refunds', {'payment_intent': intent['id'], 'amount': 1})
        self.refused('payment_intent_unexpected_state', path + '/cancel')
        self.assertEqual([one['type'] for one in self.movements() if one['source'] == intent['id']],
                         ['authorised', 'captured', 'released', 'refunded', 'refunded'])
        found = self.get("/v1/payment_intents/search?query=metadata['reference']:'booking-1'")
        self.assertEqual([one['id'] for one in found['data']], [intent['id']])
        self.assertEqual(self.get("/v1/payment_intents/search?query=metadata['reference']:'none'")['data'], [])

    def test_a_payment_is_canceled(self):
        intent = self.post('/v1/payment_intents', VISA)
        canceled = self.post(f'/v1/payment_intents/{intent["id"]}/cancel')
        self.assertEqual((canceled['status'], canceled['amount_capturable']), ('canceled', 0))

    def test_a_declined_card_is_an_error_with_its_payment(self):
        error = self.post('/v1/payment_intents', VISA | {'payment_method': '4000000000009995'}, expect=402)['error']
        self.assertEqual((error['type'], error['code'], error['decline_code']),
                         ('card_error', 'card_declined', 'insufficient_funds'))
        self.assertEqual(error['payment_intent']['status'], 'requires_payment_method')
        self.assertEqual(self.get(f'/v1/payment_intents/{error["payment_intent"]["id"]}')['object'], 'payment_intent')

    def test_a_key_is_one_request(self):
        first = self.post('/v1/payment_intents', VISA, 'key-1')
        self.assertEqual(self.post('/v1/payment_intents', VISA, 'key-1'), first)
        self.refused('idempotency_key_reused', '/v1/payment_intents', VISA | {'amount': 4001}, 'key-1')
        self.assertNotEqual(self.post('/v1/payment_intents', VISA)['id'], self.post('/v1/payment_intents', VISA)['id'])

    def test_a_request_without_an_amount_can_be_sent_again(self):
        intent = self.post('/v1/payment_intents', VISA)
        for path, form in ((f'/v1/payment_intents/{intent["id"]}/capture', {}),
                           ('/v1/refunds', {'payment_intent': intent['id']})):
            first = self.post(path, form, path)
            self.assertEqual((first['amount'], self.post(path, form, path)), (4000, first))

    def test_a_lost_answer_is_a_connection_that_ends(self):
        form = VISA | {'payment_method': 'pm_card_authoriseReplyLost', 'metadata[reference]': 'lost'}
        with self.assertRaises(http.client.RemoteDisconnected):
            self.sandbox.ask('POST', '/v1/payment_intents', form, 'key-2')
        again = self.post('/v1/payment_intents', form, 'key-2')
        self.assertEqual(len([one for one in self.movements() if one['source'] == again['id']]), 1)

    def test_what_is_wrong_is_said(self):
        for name, value in (('amount', '12.50'), ('amount', ''), ('amount', '-1'), ('amount', '123456789'),
                            ('amount', '0'), ('currency', 'zloty'), ('currency', '12'), ('confirm', 'false'),
                            ('capture_method', 'automatic'), ('metadata[reference]', 'x' * 65)):
            self.refused('parameter_invalid', '/v1/payment_intents', VISA | {name: value})
        self.refused('resource_missing', '/v1/payment_intents', VISA | {'payment_method': '4111111111111111'})
        self.refused('resource_missing', '/v1/payment_intents/pi_none/capture', expect=404)
        self.refused('resource_missing', '/v1/charges', expect=404)
        self.refused('resource_missing', '/v1/payment_intents//capture', expect=404)
        self.refused('parameter_invalid', '/v1/payment_intents', {f'f{i}': 'x' for i in range(25)})
        self.refused('parameter_invalid', '/v1/payment_intents', VISA | {'description': 'x' * 1025})
        self.refused('parameter_invalid', '/v1/payment_intents', VISA, 'k' * 256)
        self.get('/v1/balance_transactions?limit=0', 400)
        self.get('/v1/balance_transactions?starting_after=txn_none', 404)
        self.get('/v1/payment_intents/search?query=x', 400)

    def test_without_its_key_nothing_is_said(self):
        for secret in ('sk_test_wrong', self.sandbox.key[:-1], self.sandbox.key + 'x'):
            self.assertEqual(self.sandbox.ask('POST', '/v1/payment_intents', VISA, secret=secret)[0], 401)
        self.assertEqual((self.sandbox.data / 'psp-sandbox.key').stat().st_mode & 0o777, 0o600)

    def test_the_books_are_read_page_by_page(self):
        for _ in range(3):
            self.post('/v1/payment_intents', VISA)
        everything = self.movements()
        pages, after = [], ''
        while True:
            page = self.get(f'/v1/balance_transactions?limit=2&starting_after={after}')
            pages += page['data']
            if not page['has_more']:
                break
            after = page['data'][-1]['id']
        self.assertEqual(pages, everything)


class Guests(SandboxCase):
    def confirm(self, answer, method='4000000000003220'):
        intent = self.post('/v1/payment_intents', VISA | {'payment_method': method})
        self.assertEqual(intent['status'], 'requires_action')
        page = urllib.parse.urlsplit(intent['next_action']['redirect_to_url']['url']).path
        self.assertIn('whether it is you', self.get(page))
        said = self.post(page, {'answer': answer})
        return self.get(f'/v1/payment_intents/{intent["id"]}'), said, page

    def test_a_guest_confirms(self):
        intent, said, page = self.confirm('approve')
        self.assertEqual((intent['status'], 'next_action' in intent), ('requires_capture', False))
        self.assertIn('Thank you', said)
        self.assertIn('Thank you', self.get(page))
        self.refused('payment_intent_unexpected_state', page, {'answer': 'approve'})

    def test_a_guest_does_not(self):
        intent, said, page = self.confirm('decline')
        self.assertEqual(intent['last_payment_error']['decline_code'], 'authentication_failed')
        self.assertIn('declined', said)
        self.refused('parameter_invalid', page, {'answer': 'perhaps'})

    def test_a_bank_may_decline_all_the_same(self):
        intent, _, _ = self.confirm('approve', '4000008400001629')
        self.assertEqual(intent['last_payment_error']['decline_code'], 'generic_decline')


class Events(SandboxCase):
    def heard(self):
        signature, body = self.listener.heard.get(timeout=ANSWER_WITHIN_S)
        seconds, mac = (part.split('=')[1] for part in signature.split(','))
        wanted = hmac.new(self.sandbox.webhook_secret, seconds.encode() + b'.' + body, hashlib.sha256)
        self.assertEqual(mac, wanted.hexdigest())
        self.assertLess(abs(time.time() - int(seconds)), ANSWER_WITHIN_S)
        return json.loads(body)

    def test_events_are_signed_and_come_again_until_they_are_taken(self):
        self.listener.refuse = 1
        intent = self.post('/v1/payment_intents', VISA)
        first, again = self.heard(), self.heard()
        self.assertEqual(first, again)
        self.assertEqual((first['object'], first['type']), ('event', 'payment_intent.amount_capturable_updated'))
        self.assertEqual(first['data']['object'], intent)
        captured = self.post(f'/v1/payment_intents/{intent["id"]}/capture')
        told = self.heard()
        self.assertEqual((told['type'], told['data']['object']), ('payment_intent.succeeded', captured))
        refund = self.post('/v1/refunds', {'payment_intent': intent['id']})
        told = self.heard()
        self.assertEqual((told['type'], told['data']['object']), ('refund.created', refund))


class Starting(unittest.TestCase):
    def refused(self, code, *options):
        with tempfile.TemporaryDirectory() as folder:
            result = subprocess.run([binary(), 'psp-sandbox', '--data', folder, *options], capture_output=True,
                                    text=True, timeout=ANSWER_WITHIN_S)
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertEqual(os.listdir(folder), [])

    def test_it_is_for_this_machine_alone(self):
        self.refused(8, '--listen', '0.0.0.0:0')

    def test_events_go_to_a_place_that_can_be_reached(self):
        for url in ('https://example.org/', 'http://', 'http://:80/', 'http://host:/', 'ftp://x', 'http://a b/', 'x'):
            self.refused(3, '--listen', '127.0.0.1:0', '--webhook-url', url)


if __name__ == '__main__':
    unittest.main(verbosity=2)
