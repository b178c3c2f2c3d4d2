"""Every answer that a task gets in its life, held against the document: as it is taken in, waits, is
made, is finished, fails. schemathesis sees those only that are finished at once."""

import copy
import json
import subprocess

import jsonschema
import pytest

from conftest import PROGRAM

ENDS = {"": ("succeed", "completed"), "fail": ("failed", "failed"), "risk": ("failed", "failed")}
PACE = "polls:1:1"


@pytest.fixture(scope="module")
def document():
    text = subprocess.run([PROGRAM, "openapi"], check=True, capture_output=True, text=True).stdout
    return json.loads(text)


@pytest.fixture(scope="module")
def validator(document):
    def of(operation, status):
        schema = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        return jsonschema.Draft202012Validator(
            {**schema, "components": document["components"]},
            format_checker=jsonschema.FormatChecker(),
        )

    return of


def creates(document):
    """Each create's path and operation, with each body that is its example."""
    for path, methods in document["paths"].items():
        if "post" in methods:
            media = methods["post"]["requestBody"]["content"]["application/json"]
            several = [example["value"] for example in media.get("examples", {}).values()]
            for body in several or [media["example"]]:
                yield path, methods["post"], body


def film(running, path):
    """A video of the sandbox's own, for those who want a sound for it."""
    films = ("/kling" if path.startswith("/kling") else "") + "/v1/videos/text2video"
    task = running.say("POST", films, {"prompt": "A beach"})[1]["data"]["task_id"]
    for _ in range(3):
        answer = running.say("GET", f"{films}/{task}")[1]["data"]
    return answer["task_result"]["videos"][0]["url"]


def life(running, document, path, body):
    """The answers to a create, and to the queries for its task until that is over."""
    status, created = running.say("POST", path, body)
    yield document["paths"][path]["post"], status, created
    is_generation = path.endswith("generations")
    task = created["data"]["taskId" if is_generation else "task_id"]
    one = path if is_generation else f"{path}/{{task_id}}"
    where = f"{path}?task_id={task}" if is_generation else f"{path}/{task}"
    for _ in range(3):
        yield document["paths"][one]["get"], *running.say("GET", where)


@pytest.mark.parametrize("fate", ENDS)
def test_every_answer_in_a_tasks_life_is_as_documented(document, validator, sandbox, fate):
    running = sandbox(pace=PACE)
    seen = set()
    for path, operation, example in creates(document):
        body = copy.deepcopy(example)
        if "video_url" in body:
            body["video_url"] = film(running, path)
            body["sound_effect_prompt"] = "Waves"
        words = next(name for name in ("sound_effect_prompt", "prompt", "text") if name in body)
        body[words] += f" [sbx:fate={fate}]" if fate else ""
        states = []
        for operation, status, answer in life(running, document, path, body):
            assert status == 200, answer
            assert [e.message for e in validator(operation, 200).iter_errors(answer)] == []
            data = answer["data"]
            states.append(data.get("task_status") or data.get("state"))
        assert states[-1] in ENDS[fate], (path, states)
        seen.update(states)
    # Speech is over at once; all else has waited and was made.
    assert {"submitted", "processing", "pending"} < seen


def test_an_answer_that_lacks_or_adds_anything_is_not_as_documented(document, validator, sandbox):
    running = sandbox(pace=PACE)
    broken = 0
    for path, operation, body in creates(document):
        if "video_url" in body:
            body = {**body, "video_url": film(running, path)}
        for operation, status, answer in life(running, document, path, body):
            valid = validator(operation, status)
            for wrong in spoilt(answer):
                assert not valid.is_valid(wrong), (path, wrong)
                broken += 1
    assert broken > 500


def spoilt(answer):
    """The answer, each time with one field missing, one too many, or one of another type."""
    for place in places(answer):
        for change in ("drop", "add", "retype"):
            wrong = copy.deepcopy(answer)
            inner = wrong
            for name in place[:-1]:
                inner = inner[name]
            if change == "drop" and place[-1] != "external_task_id":
                del inner[place[-1]]
            elif change == "add":
                inner[f"{place[-1]}_of_nobody"] = 1
            elif change == "retype":
                inner[place[-1]] = [[inner[place[-1]]]]
            else:
                continue
            yield wrong


def places(value, above=()):
    """The path of each field in a value."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*above, name)
            yield from places(inner, (*above, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*above, index))


def test_refusals_are_as_documented(document, validator, sandbox):
    running = sandbox("--key", "sk-clients", "--parallel", "1", pace="manual")
    for path, operation, example in creates(document):
        wrong = {**example, "duration": {}, "text": {}, "video_url": {}}
        refusals = {
            400: running.say("POST", path, wrong),
            401: running.say("POST", path, example, key="sk-wrong"),
        }
        if "429" in operation["responses"] and "video_url" not in example:
            running.say("POST", path, example)
            refusals[429] = running.say("POST", path, example)
        for expected, (status, answer) in refusals.items():
            assert status == expected, (path, answer)
            assert [e.message for e in validator(operation, status).iter_errors(answer)] == []
