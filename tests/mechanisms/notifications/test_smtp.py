"""Delivery through a mail server that speaks SMTP, refuses some recipients, and breaks the line on others."""

import socketserver
import threading

import pytest
from django.utils import timezone

from mechanisms.notifications import delivery
from mechanisms.notifications.models import Notification
from mechanisms.notifications.posting import post

State = Notification.State


class OneMailAfterTheOther(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                return
            if verb == b"RCPT" and b"unknown" in line:
                self.wfile.write(b"550 nobody of this name\r\n")
            elif verb == b"RCPT" and b"breaks" in line:
                return
            elif verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                self.wfile.write(b"250 taken\r\n")
            else:
                self.wfile.write(b"250 fine\r\n")


@pytest.fixture
def server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), OneMailAfterTheOther) as server:
        server.mails, server.daemon_threads = [], True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


@pytest.mark.django_db
def test_a_refused_recipient_keeps_nobody_waiting(server, flying):
    kite = flying()
    post("toy.flown", to=["a@example.eu", "unknown@example.eu", "b@example.eu"], about=kite)
    rows = {row.address[0]: row for row in Notification.objects.all()}

    assert delivery.deliver([rows["a"].pk, rows["u"].pk, rows["b"].pk]) == 2

    assert len(server.mails) == 2
    assert f"Message-ID: <{rows['a'].pk}@localhost>".encode() in server.mails[0]
    rows["u"].refresh_from_db()
    assert (rows["u"].state, rows["u"].attempts) == (State.WAITING, 1)
    assert "nobody of this name" in rows["u"].not_sent_because


@pytest.mark.django_db
def test_a_line_that_breaks_leaves_the_others_to_the_sweep(server, flying):
    kite = flying()
    post("toy.flown", to=["a@example.eu", "breaks@example.eu"], about=kite)
    rows = {row.address[0]: row for row in Notification.objects.all()}

    assert delivery.deliver([rows["b"].pk, rows["a"].pk]) == 0
    assert Notification.objects.get(pk=rows["a"].pk).attempts == 0
    assert Notification.objects.get(pk=rows["b"].pk).not_before > timezone.now()

    assert delivery.sweep() == 1
    assert len(server.mails) == 1
