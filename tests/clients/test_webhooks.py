"""Callbacks as the sandbox posts them, received on this machine and verified by a library of Standard
Webhooks that others wrote."""

import http.server
import threading

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from conftest import until

SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
ANOTHER = "whsec_YW5vdGhlcnNlY3JldGFub3RoZXJzZWNyZXRhbm90aGU="


@pytest.fixture
def receiver():
    """Somebody who is called back: what they were told, in the order of its arrival."""

    class Receiver(http.server.BaseHTTPRequestHandler):
        told = []

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            self.told.append((dict(self.headers), body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Receiver.url = f"http://127.0.0.1:{server.server_port}/callback"
    yield Receiver
    server.shutdown()
    thread.join()
    server.server_close()


def told(receiver, many):
    return until(lambda: receiver.told if len(receiver.told) >= many else None)


PATHS = ["/v1/audio/text-to-audio", "/kling/v1/audio/text-to-audio"]


@pytest.mark.parametrize("path", PATHS)
def test_every_step_is_signed(sandbox, receiver, path):
    running = sandbox("--webhook-secret", SECRET, pace="time:20:40")
    create = {"prompt": "Rain", "duration": 3, "callback_url": receiver.url}
    status, created = running.say("POST", path, create)
    assert status == 200
    steps = [Webhook(SECRET).verify(body, headers) for headers, body in told(receiver, 3)]
    assert {step["task_id"] for step in steps} == {created["data"]["task_id"]}
    assert [step["task_status"] for step in steps] == ["submitted", "processing", "succeed"]


def test_a_task_that_fails_says_so(sandbox, receiver):
    running = sandbox("--webhook-secret", SECRET)
    create = {"prompt": "Rain [sbx:fate=risk]", "duration": 3, "callback_url": receiver.url}
    running.say("POST", PATHS[0], create)
    headers, body = told(receiver, 1)[0]
    failed = Webhook(SECRET).verify(body, headers)
    assert failed["task_status"] == "failed" and "risk control" in failed["task_status_msg"]


def test_another_secret_does_not_verify(sandbox, receiver):
    running = sandbox("--webhook-secret", SECRET)
    running.say("POST", PATHS[0], {"prompt": "A", "duration": 3, "callback_url": receiver.url})
    headers, body = told(receiver, 1)[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(ANOTHER).verify(body, headers)


def test_without_a_secret_nothing_is_signed(sandbox, receiver):
    running = sandbox()
    running.say("POST", PATHS[0], {"prompt": "A", "duration": 3, "callback_url": receiver.url})
    headers, body = told(receiver, 1)[0]
    assert not [name for name in headers if name.lower().startswith("webhook-")]
    with pytest.raises(WebhookVerificationError, match="[Mm]issing"):
        Webhook(SECRET).verify(body, headers)
