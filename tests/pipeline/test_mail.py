"""Mails travel over TLS, signed in, from the sender's domain; faults say no address and no word."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.pipeline.mail import MailRefused, MailServer, Security, ServerAway
from tests.postbox import HOST, Postbox, free_port, served

PASSWORD = "a password of the mail server"
NOW = datetime.now(UTC)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody trusts yet, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def closed(certificate: Path) -> ssl.SSLContext:
    """What a server shows that certificate with."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def server(port: int, password: str = PASSWORD, security: Security = Security.STARTTLS) -> MailServer:
    """The server as settings name it."""
    return MailServer("localhost", port, security, "candour@trust.example", "candour", password)


def give(to: MailServer) -> None:
    """Hand one mail over."""
    with to.open() as line:
        to.hand_over(line, "ash@post.example", b"Subject: Once\r\n\r\nOnce.\r\n")


def test_a_mail_travels_over_tls_signed_in_and_names_no_machine(closed, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    postbox = Postbox()
    with served(postbox, tls=closed) as port:
        give(server(port))

    assert [mail.to for mail in postbox.kept] == [("ash@post.example",)]
    assert postbox.kept[0].sender == "candour@trust.example"
    assert set(postbox.greeted) == {"trust.example"}
    assert postbox.signed_in == ["candour"]


def test_a_server_nobody_vouches_for_is_given_nothing(closed):
    postbox = Postbox()
    with served(postbox, tls=closed) as port, pytest.raises(ServerAway) as away:
        give(server(port))

    assert away.value.what == "SSLCertVerificationError"
    assert postbox.kept == postbox.signed_in == []


def test_a_server_that_offers_no_tls_is_given_nothing():
    postbox = Postbox()
    with served(postbox) as port, pytest.raises(ServerAway):
        give(server(port))

    assert postbox.kept == []


def test_faults_repeat_neither_the_address_nor_the_password(closed, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wrong = server(free_port(), "another password")
    with served(Postbox(), wrong.port, closed), pytest.raises(ServerAway) as away:
        give(wrong)
    postbox = Postbox(answers={"ash@post.example": "550 no ash@post.example here"})
    open_door = MailServer(HOST, free_port(), Security.NONE, "candour@trust.example")
    with served(postbox, open_door.port), pytest.raises(MailRefused) as refused:
        give(open_door)

    assert away.value.what == "SMTPAuthenticationError 535"
    assert str(refused.value) == "550"
    assert refused.value.for_good
    assert "password" not in repr(wrong).replace("password_", "")
    for fault in (away.value, refused.value):
        assert fault.__cause__ is None and fault.__suppress_context__


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(ServerAway) as away:
        give(server(free_port()))

    assert away.value.what == "ConnectionRefusedError"
