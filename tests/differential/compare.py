#!/usr/bin/python3
"""Compares our codecs with the official protobuf runtime on random messages.

  compare.py --bridge BRIDGE --protoc PROTOC --include FOLDER ... --count N --seed SEED MESSAGE FILE.proto ...

Each message is converted both ways: protobuf to JSON and JSON to protobuf; what
comes out must mean the same as what the official runtime makes of it.
"""
import argparse
import importlib
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import uuid

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor as Field

DEPTH_MAX = 4
EDGES = {
    Field.TYPE_INT32: (-(2**31), 2**31 - 1),
    Field.TYPE_INT64: (-(2**63), 2**63 - 1),
    Field.TYPE_UINT32: (0, 2**32 - 1),
    Field.TYPE_UINT64: (0, 2**64 - 1),
}
LETTERS = 'aZ0 "\\/\b\n\r\t\x01\x1f\x7f\u0080\u017c\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0001f389\U0010ffff<>&\''


def number(rng, low, high):
    kind = rng.randrange(4)
    if kind == 0:
        return rng.choice([low, high, 0])
    if kind == 1:
        return rng.randint(max(low, -300), 300)
    return rng.randint(low, high) >> rng.randrange(1, 60) if kind == 2 else rng.randint(low, high)


def text(rng):
    return ''.join(rng.choice(LETTERS) for _ in range(rng.choice([0, 1, 3, 12, 40])))


def scalar(rng, field):
    if field.type in EDGES:
        return number(rng, *EDGES[field.type])
    if field.type == Field.TYPE_BOOL:
        return rng.random() < 0.5
    if field.type == Field.TYPE_ENUM:
        known = [value.number for value in field.enum_type.values]
        return rng.choice(known + [77, -1])
    if field.type == Field.TYPE_BYTES:
        return rng.randbytes(rng.randrange(12))
    if field.name.endswith(('_id', '_ids')):
        return str(uuid.UUID(int=rng.getrandbits(128)))
    return text(rng)


def fill_message(rng, message, depth):
    """Times have whole milliseconds and money a currency: the values that our structs can hold."""
    name = message.DESCRIPTOR.full_name
    message.SetInParent()
    if name == 'google.protobuf.Timestamp':
        message.seconds = rng.choice([0, -1, -62135596800, 253402300799, rng.randint(-(2**32), 2**33)])
        message.nanos = rng.choice([0, 999, rng.randrange(1000)]) * 1000000
    elif name == 'couchannel.type.v1.Money':
        message.minor = number(rng, *EDGES[Field.TYPE_INT64])
        message.currency = rng.choice(['PLN', 'EUR'])
    else:
        fill(rng, message, depth + 1)


def fill_list(rng, message, field, depth):
    items = getattr(message, field.name)
    for _ in range(rng.choice([0, 1, 2, 3] if field.type == Field.TYPE_MESSAGE else [0, 1, 5, 40])):
        if field.type == Field.TYPE_MESSAGE:
            fill_message(rng, items.add(), depth)
        else:
            items.append(scalar(rng, field))


def fill(rng, message, depth=0):
    for field in message.DESCRIPTOR.fields:
        if rng.random() < 0.3 or (field.type == Field.TYPE_MESSAGE and depth == DEPTH_MAX):
            continue
        if field.label == Field.LABEL_REPEATED:
            fill_list(rng, message, field, depth)
        elif field.type == Field.TYPE_MESSAGE:
            fill_message(rng, getattr(message, field.name), depth)
        else:
            setattr(message, field.name, scalar(rng, field))
    return message


class Bridge:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def convert(self, kind, data):
        self.process.stdin.write(kind + struct.pack('<I', len(data)) + data)
        self.process.stdin.flush()
        status, length = struct.unpack('<cI', self.process.stdout.read(5))
        result = self.process.stdout.read(length)
        if status != b'+':
            raise AssertionError(f'refused: {result.decode()}')
        return result

    def close(self):
        self.process.stdin.close()
        if self.process.wait() != 0:
            raise AssertionError('the bridge failed')


def check_protobuf_to_json(bridge, message):
    ours = bridge.convert(b'J', message.SerializeToString())
    theirs = json_format.MessageToDict(message, preserving_proto_field_name=True, including_default_value_fields=True)
    assert json.loads(ours) == theirs, f'ours: {ours.decode()}\ntheirs: {json.dumps(theirs)}'
    assert json_format.Parse(ours, type(message)()) == message, 'read back by the official runtime, it differs'


def check_json_to_protobuf(rng, bridge, message):
    theirs = json_format.MessageToJson(message, preserving_proto_field_name=rng.random() < 0.5,
                                       including_default_value_fields=rng.random() < 0.5, sort_keys=rng.random() < 0.5,
                                       indent=rng.choice([None, 0, 2]), ensure_ascii=rng.random() < 0.5)
    ours = bridge.convert(b'P', theirs.encode())
    assert type(message).FromString(ours) == message, f'their JSON: {theirs}'


def load(protoc, includes, files, name):
    """The official runtime's class for the message, compiled on the spot."""
    with tempfile.TemporaryDirectory() as folder:
        flags = [f'-I{include}' for include in includes]
        subprocess.run([protoc, *flags, f'--python_out={folder}', *files], check=True)
        sys.path.insert(0, folder)
        modules = [importlib.import_module(str(pathlib.PurePath(file).with_suffix('')).replace('/', '.') + '_pb2')
                   for file in files]
    return getattr(modules[0], name.rsplit('.', 1)[-1])


def main():
    parser = argparse.ArgumentParser()
    for flag in ('--bridge', '--protoc'):
        parser.add_argument(flag, required=True)
    parser.add_argument('--include', action='append', default=[])
    for flag, default in (('--count', 2000), ('--seed', 1)):
        parser.add_argument(flag, type=int, default=default)
    parser.add_argument('message')
    parser.add_argument('files', nargs='+')
    args = parser.parse_args()

    message_type = load(args.protoc, args.include, args.files, args.message)
    bridge = Bridge([args.bridge, args.message])
    for i in range(args.count):
        rng = random.Random(f'{args.seed}/{i}')
        message = fill(rng, message_type())
        try:
            check_protobuf_to_json(bridge, message)
            check_json_to_protobuf(rng, bridge, message)
        except AssertionError as difference:
            sys.exit(f'message {i} of seed {args.seed}: {difference}\n{message}')
    bridge.close()
    print(f'{args.count} messages of {args.message} mean the same both ways')


if __name__ == '__main__':
    main()
