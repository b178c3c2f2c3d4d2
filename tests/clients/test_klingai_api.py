"""The PyPI package klingai-api, a client of Kling's own API that others wrote, against the sandbox.

Its base URL is an attribute of a class, which is all that is changed. It asks for the account's costs
first, to see whether the pair of keys is good: the sandbox has none to tell of, and says so; the
client minds a 401 only.
"""

import itertools
import urllib.request

import api
import pytest
import requests
from exceptions import BadCredentials

from conftest import ACCESS_KEY, SECRET_KEY, until

PAIR = ("--pair", f"{ACCESS_KEY}:{SECRET_KEY}")


@pytest.fixture
def client(sandbox, monkeypatch):
    def begin(*args, secret_key=SECRET_KEY, **options):
        running = sandbox(*PAIR, *args, **options)
        monkeypatch.setattr(api.KlingAiAPI, "base", running.url)
        return api.KlingAiAPI(access_token=ACCESS_KEY, secret_token=secret_key)

    return begin


def test_a_video_is_made_and_had_as_mp4(client):
    with client(pace="polls:1:1") as kling:
        created = kling.text2video("Waves on a beach", duration=api.Duration.short)
        assert (created["code"], created["data"]["task_status"]) == (0, "submitted")
        task = created["data"]["task_id"]

        def done():
            found = kling.get_text2video(task)["data"]
            return found if found["task_status"] == "succeed" else None

        [video] = until(done)["task_result"]["videos"]
        assert float(video["duration"]) == 5
        with urllib.request.urlopen(video["url"], timeout=20) as answer:
            assert answer.headers["content-type"] == "video/mp4"
            assert answer.read()[4:8] == b"ftyp"


def test_a_task_is_found_by_its_makers_id_and_in_the_list(client):
    with client() as kling:
        made = kling.text2video("A beach", external_task_id="mine")["data"]["task_id"]
        assert kling.get_text2video("mine")["data"]["task_id"] == made
        kling.text2video("A wood")
        pages = [kling.list_text2video(page_num=page, page_size=1)["data"] for page in (1, 2, 3)]
        assert [len(page) for page in pages] == [1, 1, 0]
        assert pages[1][0]["task_id"] == made


@pytest.mark.parametrize(("fate", "words"), [("fail", "try again"), ("risk", "risk control")])
def test_a_task_that_fails_tells_why(client, fate, words):
    with client() as kling:
        task = kling.text2video(f"A beach [sbx:fate={fate}]")["data"]["task_id"]
        found = kling.get_text2video(task)["data"]
        assert found["task_status"] == "failed" and words in found["task_status_msg"]


def test_all_that_it_knows_of_models_and_modes_is_taken(client):
    with client() as kling:
        everything = itertools.product(api.Text2VideoModel, api.Mode, api.AspectRatio, api.Duration)
        for model, mode, ratio, duration in everything:
            created = kling.text2video(
                "A beach", model_name=model, mode=mode, aspect_ratio=ratio, duration=duration
            )
            assert created["code"] == 0


def refused(call, status, code):
    with pytest.raises(requests.HTTPError) as raised:
        call()
    answer = raised.value.response
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_refusal_is_kept_with_its_code(client):
    with client() as kling:
        refused(lambda: kling.text2video(" "), 400, 1201)
        refused(lambda: kling.get_text2video("nobody"), 404, 1203)
        # The sandbox makes no video of a picture.
        refused(lambda: kling.image2video("https://example.com/a.png"), 404, 1202)


def test_one_more_than_may_be_under_way_is_refused(client):
    with client("--parallel", "1", pace="manual") as kling:
        kling.text2video("A beach")
        refused(lambda: kling.text2video("A beach"), 429, 1303)


def test_a_wrong_secret_key_is_refused(client):
    with pytest.raises(BadCredentials):
        client(secret_key="another-secret-which-is-also-long-enough").__enter__()
