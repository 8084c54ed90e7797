"""The verification of signatures in the file that stands alone agrees with a kept library, and with RFC 8032."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from tantam.cli.verify_chain import ed25519_holds

# RFC 8032, section 7.1: tests 1 to 3 (public key, message, signature).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_examples_of_the_standard_hold(key, message, signature):
    assert ed25519_holds(
        public_key=bytes.fromhex(key), message=bytes.fromhex(message), signature=bytes.fromhex(signature)
    )


@settings(max_examples=10)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=64), flipped=st.integers(0, 511))
def test_it_agrees_with_the_library_on_good_and_on_flipped_signatures(seed, message, flipped):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    good = key.sign(message)
    bad = bytearray(good)
    bad[flipped // 8] ^= 1 << flipped % 8

    assert ed25519_holds(public_key=public, message=message, signature=good)
    assert not ed25519_holds(public_key=public, message=message, signature=bytes(bad))
    assert not ed25519_holds(public_key=public, message=message + b"x", signature=good)


def test_a_signature_with_a_scalar_beyond_the_group_is_refused():
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    good = key.sign(b"x")
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(good[32:], "little") + order
    malleable = good[:32] + scalar.to_bytes(32, "little")

    assert not ed25519_holds(public_key=key.public_key().public_bytes_raw(), message=b"x", signature=malleable)
