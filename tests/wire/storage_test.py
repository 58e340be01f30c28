"""A disk that runs full under a server at work, in earnest: writes are refused by name, reads go on, nothing is lost."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

from couchannel import Server, new_id
from wire_case import WireCase

DISK_BYTES = 64 << 20
WITHIN_S = 20
QUIET_S = 3
INSIDE = 'COUCHANNEL_TEST_MAY_MOUNT'


def pln(minor):
    return {'minor': str(minor), 'currency': 'PLN'}


def processor_s(pid):
    fields = pathlib.Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


class FullDisk(WireCase):
    @classmethod
    def setUpClass(cls):
        """A server whose data is on a disk of its own, that is gone with this process."""
        folder = tempfile.mkdtemp(prefix='couchannel-full-')
        cls.addClassCleanup(os.rmdir, folder)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={DISK_BYTES}', 'tmpfs', folder], check=True)
        cls.addClassCleanup(subprocess.run, ['umount', '--lazy', folder], check=True)
        cls.ballast = pathlib.Path(folder, 'ballast')
        cls.server = Server(data=f'{folder}/data')
        cls.addClassCleanup(cls.server.close)
        cls.server.start()
        cls.host_id, cls.guest_id = new_id(), new_id()
        cls.host, cls.guest = cls.server.token('host', cls.host_id), cls.server.token('guest', cls.guest_id)

    def setUp(self):
        self.session = self.server.new_session(self.host, hours=60)
        self.price()
        self.addCleanup(self.ballast.unlink, missing_ok=True)

    def price(self):
        tariff = {'declared_cost': pln(10001), 'food_floor': pln(2000), 'food_ceiling': pln(3000)}
        self.wait_for(lambda: self.server.ask(
            'PUT', f'/v1/sessions/{self.session}/tariff', tariff, token=self.host).status == 200)

    def wait_for(self, happens):
        until = time.monotonic() + WITHIN_S
        while not happens():
            self.assertLess(time.monotonic(), until)
            time.sleep(0.02)

    def fill(self):
        with self.ballast.open('ab', buffering=0) as ballast:
            for size in (1 << 20, 1 << 12):
                try:
                    while ballast.write(bytes(size)) == size:
                        pass
                except OSError:
                    pass

    def book(self, booking, key):
        terms = {'booking_id': booking, 'session_id': self.session, 'seats': 1, 'payment_method': 'pm_card_visa'}
        return self.server.ask('POST', '/v1/bookings', terms, token=self.guest, headers={'Idempotency-Key': key})

    def booked_until_full(self):
        """Those that were answered, and the one that was not taken any more."""
        answered = {}
        for _ in range(500):  # what the WAL has room for already is still written
            booking = new_id()
            answer = self.book(booking, booking)
            if answer.status == 507:
                return answered, booking, answer
            answered[booking] = self.check_success(answer)
        self.fail('the disk does not run full')

    def state(self, booking):
        return self.check_success(self.server.ask('GET', f'/v1/bookings/{booking}', token=self.guest))['state']

    def is_over(self, booking):
        return self.state(booking) not in ('BOOKING_STATE_PENDING', 'BOOKING_STATE_UNDOING')

    def test_writes_are_refused_reads_go_on_and_writes_resume(self):
        first = new_id()
        self.check_success(self.book(first, first))
        self.wait_for(lambda: self.is_over(first))
        self.fill()
        answered, refused, problem = self.booked_until_full()
        self.check_problem(problem, 507, 'storage_full')
        self.assertIsNone(problem.header('Retry-After'))

        self.assertEqual(self.state(first), 'BOOKING_STATE_CONFIRMED')
        self.assertEqual(self.server.ask('GET', f'/v1/bookings/{refused}', token=self.guest).status, 404)
        self.check_success(self.server.ask('GET', f'/v1/sessions/{self.session}/availability'))
        self.assertEqual(self.server.ask('GET', '/healthz').status, 200)
        for booking in answered:
            self.state(booking)

        before = processor_s(self.server.process.pid)
        time.sleep(QUIET_S)
        self.assertLess(processor_s(self.server.process.pid) - before, QUIET_S / 2, 'it tries again without a pause')
        self.check_problem(self.book(refused, refused), 507, 'storage_full')

        self.ballast.unlink()
        taken = self.check_success(self.book(refused, refused))  # under the same key: that was no answer to keep
        self.assertEqual(self.check_success(self.book(refused, refused)), taken)
        for booking, answer in answered.items():
            self.assertEqual(self.check_success(self.book(booking, booking)), answer)
            self.wait_for(lambda: self.is_over(booking))
        self.wait_for(lambda: self.is_over(refused))
        for service in ('booking', 'inventory', 'payment', 'pricing', 'notification', 'search'):
            self.assertEqual(self.server.rows('SELECT COUNT(*) FROM parked_events', service=service), [(0,)], service)

        self.assertIsNone(self.server.process.poll())
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.assertEqual(self.state(first), 'BOOKING_STATE_CONFIRMED')


def enter():
    """Into a namespace of mounts of our own, as whoever is root in it; root needs that as well, to leave no mount."""
    if INSIDE in os.environ:
        return True
    command = ['unshare', '--user', '--map-root-user', '--mount'] if os.geteuid() != 0 else ['unshare', '--mount']
    tried = subprocess.run([*command, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], stderr=subprocess.PIPE, text=True)
    if tried.returncode != 0:
        print(f'SKIPPED: no disk can be mounted here, so that none can run full: {tried.stderr.strip()}',
              file=sys.stderr)
        return False
    os.execvpe(command[0], [*command, sys.executable, *sys.argv], os.environ | {INSIDE: '1'})


if __name__ == '__main__':
    sys.exit(unittest.main() if enter() else 77)  # which Meson shows as skipped
