"""Whole bookings, from the request until they are confirmed, and flash sales: measured for tests/bench/run.

    tests/bench/bookings.py --binary build/couchannel --binary other/couchannel --clients 64 --rounds 5

run by itself, it compares programs in turns: confirmed bookings a second, and the server's own processor time for each.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
from couchannel import Server, new_id, port_of, request  # noqa: E402
from swarm import Swarm  # noqa: E402

LISTEN_WITHIN_S = 5
HEARD_WITHIN_S = 60
SEATS_A_SESSION = 8  # as bench.h says
GUESTS = 64
BUYERS = (100, 500, 1000, 2000)
SEATS_ON_SALE = 100
TICKS = os.sysconf('SC_CLK_TCK')
TARIFF = {'declared_cost': {'minor': '10000', 'currency': 'PLN'}, 'food_floor': {'minor': '2000', 'currency': 'PLN'},
          'food_ceiling': {'minor': '3000', 'currency': 'PLN'}}


def open_many_files():
    """As many connections as there are buyers, at both ends."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f'{pathlib.Path(command[0]).name} failed: {done.stderr.strip()}')
    return done.stdout


class Logging(Server):
    """Its log goes to a file, as an operator's does: who reads it here would take the server's own processors."""

    def start(self):
        path = self.data.with_name('log')
        with path.open('wb') as log:
            self.spawn(log)
        until = time.monotonic() + LISTEN_WITHIN_S
        while not self.port and time.monotonic() < until:
            said = [line for line in path.read_bytes().splitlines() if b'"listening"' in line]
            self.port = port_of(said[0]) if said else None
            time.sleep(0.001)
        if not self.port:
            sys.exit(f'it did not start: {path.read_text()[-1000:]}')
        return self

    def ended(self):
        return self.process.wait(LISTEN_WITHIN_S)

    def processor_s(self):
        """What it has used, user and system."""
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


class Town:
    """A folder full of living rooms that can be booked, and the tokens of guests; each measurement has a copy."""

    def __init__(self, folder, tools, sessions, buyers=GUESTS):
        folder.mkdir(exist_ok=True)
        self.folder, self.tools, self.session_count, self.buyers = folder, tools, sessions, buyers
        self.seed, self.sessions = folder / 'seed', folder / 'sessions'
        self.sale_session = None

    def tokens_of(self, count):
        return self.folder / f'tokens-{count}'

    def exchange(self, swarm, requests, what):
        for answer in swarm.exchange(requests):
            if answer.status != 200:
                sys.exit(f'{what}: {answer}')

    def furnish(self):
        with Logging(data=self.seed) as server:
            host = server.token('host', new_id())
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                tokens = list(pool.map(lambda _: server.token('guest', new_id()), range(self.buyers)))
            for count in (GUESTS, *BUYERS):
                self.tokens_of(count).write_text(''.join(token + '\n' for token in tokens[:count]))
            server.await_rules()
            fixture = server.new_fixture()
            rooms = [server.session_body(fixture, SEATS_A_SESSION) for _ in range(self.session_count)]
            ids = [room['session_id'] for room in rooms]
            with Swarm(server.port, GUESTS) as swarm:
                self.exchange(swarm, [request('POST', '/v1/sessions', room, token=host) for room in rooms],
                              'a session was not made')
                self.exchange(swarm, [request('POST', f'/v1/sessions/{one}/publish', {}, token=host) for one in ids],
                              'a session was not published')
                self.await_pricing(server)
                self.exchange(swarm, [request('PUT', f'/v1/sessions/{one}/tariff', TARIFF, token=host) for one in ids],
                              'a tariff was not set')
            self.sale_session = server.new_session(host, SEATS_ON_SALE, fixture=fixture)
            server.stop()
        self.sessions.write_text(''.join(f'{one}\n' for one in ids))

    def await_pricing(self, server):
        until = time.monotonic() + HEARD_WITHIN_S
        while server.rows('SELECT COUNT(*) FROM sessions', service='pricing') != [(self.session_count,)]:
            if time.monotonic() > until:
                sys.exit('pricing has not heard of all sessions')
            time.sleep(0.05)

    def fresh(self):
        data = self.folder / 'data'
        shutil.rmtree(data, ignore_errors=True)
        return shutil.copytree(self.seed, data)

    def book(self, clients, seconds, warm_up):
        """Confirmed bookings a second, how long each took, and the server's processor time for one."""
        with Logging(data=self.fresh()) as server:
            before = server.processor_s()
            said = json.loads(output_of([
                self.tools / 'book', '--port', str(server.port), '--clients', str(clients), '--sessions', self.sessions,
                '--tokens', self.tokens_of(GUESTS), '--seconds', str(seconds), '--warm-up', str(warm_up)]))
            said['processor_us'] = (server.processor_s() - before) / said['asked'] * 1e6
            server.stop()
        return said

    def sale(self, buyers):
        """A flash sale; it is no measurement unless each seat is sold once, and everybody gets a true answer."""
        with Logging(data=self.fresh()) as server:
            said = json.loads(output_of([self.tools / 'rush', '--port', str(server.port), '--session',
                                         self.sale_session, '--tokens', self.tokens_of(buyers)]))
            server.stop()
            kept = server.rows("SELECT COUNT(*), COALESCE(SUM(seats), 0) FROM holds WHERE session_id = ?",
                               bytes.fromhex(self.sale_session.replace('-', '')))
        if said['sold'] != SEATS_ON_SALE or kept != [(SEATS_ON_SALE, SEATS_ON_SALE)]:
            sys.exit(f'not each seat was sold once: {said}, {kept}')
        return said


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--binary', action='append', type=pathlib.Path, required=True)
    parser.add_argument('--build', type=pathlib.Path, default=ROOT / 'build')
    parser.add_argument('--clients', type=int, default=64)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--seconds', type=float, default=2)
    parser.add_argument('--sessions', type=int, default=1500)
    args = parser.parse_args()
    told = {one: [] for one in args.binary}
    with tempfile.TemporaryDirectory(prefix='couchannel-bench-') as folder:
        os.environ['BINARY'] = str(args.binary[0].resolve())
        town = Town(pathlib.Path(folder), args.build.resolve() / 'tests' / 'bench', args.sessions)
        town.furnish()
        for _ in range(args.rounds):
            for one in args.binary:
                os.environ['BINARY'] = str(one.resolve())
                told[one].append(town.book(args.clients, args.seconds, 0.5))
    for one, rounds in told.items():
        medians = {field: statistics.median(said[field] for said in rounds) for field in rounds[0]}
        print(f'{one}: {medians["per_second"]:.0f} a second, p50 {medians["p50_us"] / 1000:.1f} ms, '
              f'p99 {medians["p99_us"] / 1000:.1f} ms, {medians["processor_us"]:.0f} us of the server for each, '
              f'{medians["looks"] / medians["asked"]:.1f} looks')


if __name__ == '__main__':
    main()
