"""The real program, started for a test, and HTTP spoken to it byte by byte."""
import json
import os
import pathlib
import secrets
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import uuid

ANSWER_WITHIN_S = 30
START_WITHIN_S = 20
STOP_WITHIN_S = 20
BYTES_AT_ONCE = 65536
QUIET_S = 0.5
# By the first licence rules, so many may come to a home; up to 120 to a public place with a package for it.
HEADS_AT_HOME = 10
AT_HOME = {'package': 'sportbox', 'venue': 'VENUE_PRIVATE_HOME'}
IN_PUBLIC = {'package': 'sportbox-business', 'venue': 'VENUE_PUBLIC'}
COMPETITION = '0193a0b2-7c4d-7e5f-8a6b-00000000c0b1'


def binary():
    return os.environ.get('BINARY', str(pathlib.Path(__file__).parents[2] / 'build' / 'couchannel'))


def new_id():
    """A UUID of version 7: 48 bits of milliseconds, then chance (RFC 9562 section 5.7)."""
    value = int(time.time() * 1000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return str(uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62))


def in_hours(hours):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + hours * 3600))


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        """None if it is not there, and a failure if it is there twice."""
        values = [value for key, value in self.headers if key == name.lower()]
        assert len(values) < 2, f'{name} is there {len(values)} times'
        return values[0] if values else None

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f'{self.status} {self.headers} {self.body[:600]!r}'


def request(method, path, body=None, *, token=None, headers=None):
    """The bytes of a request.  A header given as None is left out; a body that is no bytes becomes JSON."""
    fields = {'Host': 'couchannel.test'}
    if body is not None:
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        fields |= {'Content-Type': 'application/json', 'Content-Length': str(len(body))}
    if token:
        fields['Authorization'] = f'Bearer {token}'
    fields |= headers or {}
    lines = [f'{name}: {value}\r\n' for name, value in fields.items() if value is not None]
    return f'{method} {path} HTTP/1.1\r\n{"".join(lines)}\r\n'.encode('latin-1') + (body or b'')


class Connection:
    def __init__(self, port):
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=ANSWER_WITHIN_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b''

    def send(self, data):
        self.socket.sendall(data)

    def fill(self):
        """Waits for more bytes; False if the server hung up."""
        try:
            data = self.socket.recv(BYTES_AT_ONCE)
        except ConnectionError:
            return False
        self.buffer += data
        return bool(data)

    def read(self, size):
        while len(self.buffer) < size and self.fill():
            pass
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def line(self):
        """Without its end; empty if the server hung up."""
        while b'\n' not in self.buffer and self.fill():
            pass
        line, _, self.buffer = self.buffer.partition(b'\n')
        return line.decode('latin-1').rstrip('\r')

    def head(self):
        """Status and headers; None if the server closed the connection instead."""
        start = self.line()
        if not start:
            return None
        headers = []
        while line := self.line():
            name, _, value = line.partition(':')
            headers.append((name.strip().lower(), value.strip()))
        return Response(int(start.split(' ')[1]), headers, b'')

    def receive(self, method='GET'):
        """The next answer; None if the server hung up instead."""
        response = self.head()
        while response and response.status == 100:
            response = self.head()
        if response and method != 'HEAD':
            response.body = self.read(int(response.header('Content-Length') or 0))
        return response

    def rest(self):
        """All that comes until the server hangs up or has been quiet for a while."""
        while select.select([self.socket], [], [], QUIET_S)[0] and self.fill():
            pass
        return self.read(len(self.buffer))

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def port_of(line):
    return int(json.loads(line)['url'].rsplit(':', 1)[1].rstrip('/'))


class Server:
    """One `couchannel serve --dev` on a folder of its own, or on one that is handed on."""

    def __init__(self, *options, data=None, dev=True):
        self.own = None if data else tempfile.mkdtemp(prefix='couchannel-test-')
        self.data = pathlib.Path(data or self.own)
        self.options = ['--dev', *options] if dev else options
        self.environment = {}  # beside the test's own
        self.log = []
        self.tokens = {}
        self.process = None

    def spawn(self, stderr):
        environment = {key: value for key, value in os.environ.items() if not key.startswith('COUCHANNEL_')}
        environment |= self.environment
        self.process = subprocess.Popen(
            [binary(), 'serve', '--listen', '127.0.0.1:0', '--data', self.data, '--log-style', 'json',
             *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr, env=environment)
        self.port = None

    def start(self):
        self.spawn(subprocess.PIPE)
        self.listening = threading.Event()
        self.reader = threading.Thread(target=self.read_log, args=[self.process.stderr], daemon=True)
        self.reader.start()
        if not self.listening.wait(START_WITHIN_S) or not self.port:
            raise AssertionError(f'it did not start: {self.log[-5:]}')
        return self

    def read_log(self, stream):
        with stream:
            for line in stream:
                self.log.append(line.decode())
                if not self.port and b'"listening"' in line:
                    self.port = port_of(line)
                    self.listening.set()
        self.listening.set()

    def ended(self):
        """The exit code, once it has ended; an outcry among its log (an assertion, a sanitizer) is a failure."""
        code = self.process.wait(STOP_WITHIN_S)
        self.reader.join(STOP_WITHIN_S)
        outcry = [line for line in self.log if not line.startswith('{')]
        assert not outcry, ''.join(outcry[:40])
        return code

    def stop(self, sign=signal.SIGTERM):
        self.process.send_signal(sign)
        return self.ended()

    def close(self):
        if self.process and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        if self.own:
            shutil.rmtree(self.own, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    def token(self, kind='guest', subject=None, scope=None):
        """Signed once for each holder."""
        key = (kind, subject, scope)
        if key not in self.tokens:
            command = [binary(), 'token', '--data', self.data, '--as', kind]
            command += ['--subject', subject] if subject else []
            command += ['--scope', scope] if scope is not None else []
            self.tokens[key] = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        return self.tokens[key]

    def connect(self):
        return Connection(self.port)

    def exchange(self, data, method='GET'):
        """Sends bytes on a connection of their own; None if the server hung up without an answer."""
        with self.connect() as connection:
            try:
                connection.send(data)
            except ConnectionError:
                pass  # it may answer, and close, before it has read everything
            return connection.receive(method)

    def ask(self, method, path, body=None, **more):
        return self.exchange(request(method, path, body, **more), method)

    def rows(self, sql, *args, service='inventory'):
        """What is on disk, read past the server."""
        database = sqlite3.connect(f'file:{self.data / service}.db?mode=ro', uri=True)
        try:
            return database.execute(sql, args).fetchall()
        finally:
            database.close()

    def change(self, sql, *args, service):
        """What is on disk, while no server is there to mind."""
        assert self.process.poll() is not None
        with sqlite3.connect(self.data / f'{service}.db') as database:
            database.execute(sql, args)
        database.close()

    def everything(self):
        """Every row of every table: equal before and after means that nothing was changed."""
        tables = [name for name, in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: self.rows(f'SELECT * FROM "{table}"') for table in tables}

    def made(self, method, path, body, token):
        answer = self.ask(method, path, body, token=token)
        assert answer.status == 200, answer
        return answer.json()

    def await_rules(self):
        """Licence rules are announced by compliance and heard by inventory just after the first start."""
        until = time.monotonic() + START_WITHIN_S
        announced = self.rows('SELECT COUNT(*) FROM licence_rules', service='compliance')
        while self.rows('SELECT COUNT(*) FROM licence_rules') != announced:
            assert time.monotonic() < until, 'inventory has not heard of the licence rules'
            time.sleep(0.01)

    def new_fixture(self, hours=24, minutes=105, **more):
        """One that kicks off in so many hours, in the server's one competition."""
        admin = self.token('admin')
        self.made('PUT', f'/v1/competitions/{COMPETITION}', {
            'slug': 'liga-nadwislanska', 'name': 'Liga Nadwiślańska', 'sport': 'football'}, admin)
        return self.made('PUT', f'/v1/fixtures/{new_id()}', {
            'competition_id': COMPETITION, 'title': 'Czarni Warta - Błękitni Port', 'kicks_off_at': in_hours(hours),
            'duration_minutes': minutes, 'time_zone': 'Europe/Warsaw'} | more, admin)

    @staticmethod
    def session_body(fixture, seats=8, per_guest=8, title='Derby', **more):
        """What is asked for: a session of seats S1, S2, ..., when its fixture is."""
        room = [{'label': f'S{place}', 'kind': 'SEAT_KIND_SOFA', 'view': 'SEAT_VIEW_FRONT', 'accessible': False}
                for place in range(1, seats + 1)]
        return {'session_id': new_id(), 'fixture_id': fixture['fixture_id'], 'title': title,
                'starts_at': fixture['kicks_off_at'], 'seats_per_guest': per_guest, 'seats': room,
                'home_id': new_id(), 'territory': 'PL', 'charge_basis': 'CHARGE_BASIS_COST_SHARE'
                } | (AT_HOME if seats <= HEADS_AT_HOME else IN_PUBLIC) | more

    def new_session(self, host, seats=8, per_guest=8, title='Derby', publish=True, hours=24, fixture=None, **more):
        """One whose host has the token, of a fixture of its own if none is given."""
        self.await_rules()
        body = self.session_body(fixture or self.new_fixture(hours), seats, per_guest, title, **more)
        session = body['session_id']
        self.made('POST', '/v1/sessions', body, host)
        if publish:
            self.made('POST', f'/v1/sessions/{session}/publish', {}, host)
        return session
