"""Many clients in one thread, each on a connection that is kept open."""
import re
import selectors
import socket

from couchannel import ANSWER_WITHIN_S, Response

STATUS = re.compile(rb'HTTP/1\.1 (\d{3}) ')
LENGTH = re.compile(rb'\r\ncontent-length: *(\d+)\r\n', re.IGNORECASE)


class Client:
    def __init__(self, number, port):
        self.number = number
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=ANSWER_WITHIN_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b''

    def send(self, data):
        """False if the server is gone."""
        try:
            self.socket.sendall(data)
            return True
        except ConnectionError:
            return False

    def read(self):
        """Reads what is there; False if the server is gone."""
        try:
            data = self.socket.recv(65536)
        except ConnectionError:
            return False
        self.buffer += data
        return bool(data)

    def answer(self):
        """One whole answer out of what was read; None if it is not all there."""
        end = self.buffer.find(b'\r\n\r\n')
        if end < 0:
            return None
        head = self.buffer[:end + 2]
        size = end + 4 + int(LENGTH.search(head)[1])
        if len(self.buffer) < size:
            return None
        body, self.buffer = self.buffer[end + 4:size], self.buffer[size:]
        headers = [tuple(line.split(': ', 1)) for line in head.decode('latin-1').split('\r\n')[1:-1]]
        return Response(int(STATUS.match(head)[1]), [(name.lower(), value) for name, value in headers], body)


class Swarm:
    def __init__(self, port, size):
        self.clients = [Client(number, port) for number in range(size)]
        self.selector = selectors.DefaultSelector()
        for client in self.clients:
            self.selector.register(client.socket, selectors.EVENT_READ, client)

    def run(self, next_request, answered):
        """Each client sends next_request(number) and, once answered(number, response) was called, the next,
        until it is given None or the server is gone."""
        waiting = set()

        def speak(client):
            data = next_request(client.number)
            if data is not None and client.send(data):
                waiting.add(client)

        for client in self.clients:
            speak(client)
        while waiting:
            events = self.selector.select(ANSWER_WITHIN_S)
            assert events, f'{len(waiting)} requests were not answered in {ANSWER_WITHIN_S} s'
            for key, _ in events:
                client = key.data
                if not client.read():
                    self.selector.unregister(client.socket)
                    waiting.discard(client)
                    continue
                while (response := client.answer()) is not None:
                    waiting.discard(client)
                    answered(client.number, response)
                    speak(client)

    def exchange(self, requests):
        """Sends many requests, each to the next free client; the answers in the order of the requests."""
        answers, left, current = [None] * len(requests), iter(range(len(requests))), {}

        def next_request(number):
            current[number] = next(left, None)
            return None if current[number] is None else requests[current[number]]

        def answered(number, response):
            answers[current[number]] = response

        self.run(next_request, answered)
        return answers

    def close(self):
        self.selector.close()
        for client in self.clients:
            client.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
