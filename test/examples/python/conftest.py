"""One emqx-mock for all tests, and a sandbox of it for each test. Needs pytest, and nothing else."""

import base64
import json
import os
import subprocess
import urllib.error
import urllib.request
import uuid

import pytest

# A mock that runs already, such as a container: http://127.0.0.1:8081/api/v4
MOCK_URL = os.environ.get("MOCK_URL")
# The control API asks for a token if the mock was started with one, as a container is.
MOCK_TOKEN = os.environ.get("MOCK_TOKEN", "")
# What starts a mock; `npm install --save-dev emqx-clients-kit` has put it there.
MOCK_COMMAND = os.environ.get("MOCK_COMMAND", "node_modules/.bin/emqx-mock")


def send(method, url, body=None, authorization=""):
    """Sends a request. Returns the status and the parsed JSON, also of an error."""
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read() or "null")


class Sandbox:
    """A broker of its own inside of the mock: what a test changes here, no other test sees."""

    def __init__(self, mock_url, name):
        origin, _, base_path = mock_url.partition("/api/")
        self.url = f"{origin}/sandbox/{name}/api/{base_path}"
        self._control = f"{origin}/sandbox/{name}/__mock"

    def api(self, method, path):
        """Calls the API, as the code under test does."""
        login = base64.b64encode(b"app_id:app_secret").decode()
        return send(method, self.url + path, authorization=f"Basic {login}")

    def control(self, method, path, body=None):
        """Calls the control API, which prepares a situation."""
        status, answer = send(method, self._control + path, body, f"Bearer {MOCK_TOKEN}")
        assert status < 300, answer
        return answer


@pytest.fixture(scope="session")
def mock_url():
    if MOCK_URL:
        yield MOCK_URL
        return
    # Port 0 is a free port. With --log silent, the mock prints one line: that it is ready, and where.
    command = [MOCK_COMMAND, "--port", "0", "--log", "silent"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as mock:
        try:
            line = mock.stdout.readline()
            assert "is ready: " in line, "emqx-mock ended before it was ready"
            yield line.split("is ready: ")[1].strip()
        finally:
            mock.terminate()


@pytest.fixture
def broker(mock_url):
    return Sandbox(mock_url, name=uuid.uuid4().hex)
