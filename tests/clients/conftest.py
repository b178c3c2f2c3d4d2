"""What the tests of clients share: a sandbox that runs for as long as a test needs it."""

import json
import os
import subprocess
import time
import urllib.error
import urllib.request

import pytest

KEY = "sk-clients"
ACCESS_KEY, SECRET_KEY = "access-of-clients", "secret-of-clients-which-is-long-enough"
PROGRAM = os.environ.get("FOLEY_SERVER", "foley-server")


class Sandbox:
    """A running `foley-server sandbox`."""

    def __init__(self, *args):
        self.process = subprocess.Popen(
            [PROGRAM, "sandbox", "--port", "0", "--log", "off", *args], stdout=subprocess.PIPE, text=True
        )
        for line in self.process.stdout:
            if line.startswith("listening on "):
                self.url = line.removeprefix("listening on ").strip()
                return
        raise RuntimeError(f"{PROGRAM} has ended before it listened")

    def say(self, method, path, body=None, key=KEY):
        """Asks, and gives the status and the JSON of the answer."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@pytest.fixture
def sandbox():
    """Starts sandboxes, and stops them after the test. Its tasks are done at once."""
    running = []

    def start(*args, pace="immediate"):
        running.append(Sandbox("--pace", pace, *args))
        return running[-1]

    yield start
    for one in running:
        one.stop()


def until(is_so, seconds=20):
    """Waits until something is so, and fails where it never is."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, f"it was not so in {seconds} s"
        time.sleep(0.02)
    return found
