"""Tokens that the program itself would never print, signed with the openssl command."""
import base64
import hashlib
import hmac
import json
import subprocess
import time


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode()


def decoded(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def parts_of(token):
    """Header and claims."""
    return [json.loads(decoded(part)) for part in token.split('.')[:2]]


def der_integer(der, at):
    length = der[at + 1]
    return int.from_bytes(der[at + 2:at + 2 + length], 'big'), at + 2 + length


def es256(key_file, data):
    """r and s side by side (RFC 7518 section 3.4), out of openssl's DER."""
    der = subprocess.run(['openssl', 'dgst', '-sha256', '-sign', key_file], input=data, capture_output=True,
                         check=True).stdout
    r, at = der_integer(der, 2)
    s, _ = der_integer(der, at)
    return r.to_bytes(32, 'big') + s.to_bytes(32, 'big')


def unsigned(header, claims):
    return f'{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}'


def sign(header, claims, key_file):
    text = unsigned(header, claims)
    return f'{text}.{encoded(es256(key_file, text.encode()))}'


def sign_with_secret(header, claims, secret):
    text = unsigned(header, claims)
    return f'{text}.{encoded(hmac.digest(secret, text.encode(), hashlib.sha256))}'


def new_key(key_file):
    subprocess.run(['openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', key_file], check=True)
    return key_file


def now():
    return int(time.time())
