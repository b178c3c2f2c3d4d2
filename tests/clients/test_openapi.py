"""The OpenAPI document, read by a validator, and the sandbox, tested by it."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from conftest import KEY, PROGRAM

HERE = pathlib.Path(__file__).parent


@pytest.fixture(scope="module")
def document():
    text = subprocess.run([PROGRAM, "openapi"], check=True, capture_output=True, text=True).stdout
    return json.loads(text)


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_a_document_that_is_wrong_is_found_out(document):
    """That the validator above looks at all."""
    wrong = json.loads(json.dumps(document))
    del wrong["paths"]["/v1/audio/text-to-audio"]["post"]["responses"]["200"]["description"]
    assert list(OpenAPIV31SpecValidator(wrong).iter_errors())


def schemathesis(document, sandbox, folder, paths, *args):
    """Tests what lies at these paths, and gives what was printed."""
    file = folder / "openapi.json"
    file.write_text(json.dumps(document))
    run = subprocess.run(
        [
            pathlib.Path(sys.executable).with_name("schemathesis"),
            "--config-file", HERE / "schemathesis.toml",
            "run", file, "--url", sandbox.url, "--include-path-regex", paths, "--no-color", *args,
        ],
        cwd=HERE,
        env={**os.environ, "FOLEY_BASE_URL": sandbox.url, "FOLEY_KEY": KEY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    print(run.stdout)
    return run.returncode, run.stdout


@pytest.mark.parametrize(
    ("whose", "paths", "operations"),
    [
        ("Kling's, and the files", "^/(v1|assets)/", 15),
        ("CometAPI's", "^/kling/", 8),
        ("apimodels.app's", "^/api/", 2),
    ],
)
def test_schemathesis_finds_no_fault(document, sandbox, tmp_path, whose, paths, operations):
    running = sandbox("--key", KEY)
    code, text = schemathesis(document, running, tmp_path, paths)
    assert code == 0, f"{whose} protocol: see what schemathesis has found above"
    # That it has tested something, and has followed links from one operation to the next. Which, is
    # drawn: what a create is answered has the time in it, so a seed alone does not settle that.
    assert f"Tested: {operations}\n" in text
    links = re.search(r"API Links: +(\d+) covered / (\d+) selected", text)
    covered, selected = int(links[1]), int(links[2])
    assert 0 < selected <= 3 * covered, links[0]


@pytest.mark.parametrize(
    ("args", "phases", "paths", "words"),
    [
        # A relay that writes numbers as texts is not what is documented.
        (
            ("--key", KEY, "--quirk", "string-codes"),
            "examples,stateful",
            "^/kling/v1/audio/text-to-audio",
            "Response violates schema",
        ),
        (("--no-auth",), "coverage", "^/v1/audio/tts$", "without authentication"),
        (
            ("--key", KEY, "--rule", "on=create, status=500"),
            "examples",
            "^/v1/audio/tts$",
            "Server error",
        ),
    ],
)
def test_schemathesis_finds_what_is_wrong(
    document, sandbox, tmp_path, args, phases, paths, words
):
    """That it looks: at answers, at keys, at statuses."""
    only = ("--phases", phases, "--max-failures", "1")
    code, text = schemathesis(document, sandbox(*args), tmp_path, paths, *only)
    assert code == 1 and words in text


@pytest.mark.parametrize(
    ("field", "limit", "so", "other", "words"),
    [
        ("prompt", "maxLength", 200, 199, "Schema-violating request accepted"),
        ("duration", "maximum", 10, 10.1, "Schema-valid request rejected"),
        ("duration", "minimum", 3, 2.9, "Schema-valid request rejected"),
    ],
)
def test_schemathesis_finds_a_limit_that_is_another(
    document, sandbox, tmp_path, field, limit, so, other, words
):
    """That limits are tried at their ends. How long a prompt may be at the most, it does not try; the
    tests of the document do."""
    another = json.loads(json.dumps(document))
    schema = another["components"]["schemas"]["KlingSoundEffectRequest"]["properties"][field]
    assert schema[limit] == so
    schema[limit] = other
    only = ("--phases", "coverage", "--max-failures", "1")
    paths = "^/v1/audio/text-to-audio$"
    code, text = schemathesis(another, sandbox("--key", KEY), tmp_path, paths, *only)
    assert code == 1 and words in text
