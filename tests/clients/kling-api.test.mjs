// The npm package kling-api, a client of Kling's own API that others wrote, with the sandbox as its
// base URL. It insists on https there, so the sandbox stands behind TLS, as it would at anybody's.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { KlingAPI, KlingAPIError } from "kling-api";

import { ACCESS_KEY, SECRET_KEY, sandboxWithTls } from "./sandbox.mjs";

const QUIET = { interval: 20, showSpinner: false };

/** The client, with its base URL and its pair of keys, and nothing else. */
async function client(t, { secretKey = SECRET_KEY } = {}, ...args) {
  const pair = ["--pair", `${ACCESS_KEY}:${SECRET_KEY}`];
  const { base, cert } = await sandboxWithTls(t, ...pair, ...args);
  // As NODE_EXTRA_CA_CERTS does for a whole program.
  https.globalAgent.options.ca = cert;
  return new KlingAPI({ accessKey: ACCESS_KEY, secretKey, baseUrl: base });
}

/** A file, fetched as it was linked. */
function fetched(url) {
  return new Promise((resolve, reject) => {
    https.get(url, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ response, bytes: Buffer.concat(parts) }));
    }).on("error", reject);
  });
}

test("a video is made, waited for and had as MP4", async (t) => {
  const api = await client(t, {}, "--pace", "polls:1:1");
  const created = await api.textToVideo({ prompt: "Waves on a beach", model_name: "kling-v1" });
  assert.equal(created.code, 0);
  assert.equal(created.data.task_status, "submitted");
  const done = await api.waitForVideoResult(
    created.data.task_id,
    (id) => api.queryTextToVideoTask(id),
    QUIET,
  );
  const [video] = done.data.task_result.videos;
  assert.equal(Number(video.duration), 5);
  const { response, bytes } = await fetched(video.url);
  assert.equal(response.headers["content-type"], "video/mp4");
  assert.equal(bytes.subarray(4, 8).toString(), "ftyp");
});

test("it downloads from no address of this machine, whoever asks", async (t) => {
  const api = await client(t);
  const { data } = await api.textToVideo({ prompt: "A beach", model_name: "kling-v1" });
  const done = await api.queryTextToVideoTask(data.task_id);
  const folder = mkdtempSync(join(tmpdir(), "foley-clients-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await assert.rejects(api.saveVideoResult(done, folder, "beach"), /internal|private|local/i);
});

test("a refusal comes with Kling's code, words and id", async (t) => {
  const api = await client(t);
  // Its own checks know what a prompt's length is, and not what this model takes.
  const asked = { prompt: "A beach", model_name: "kling-v2-6", sound: "on" };
  await assert.rejects(api.textToVideo(asked), (error) => {
    assert.ok(error instanceof KlingAPIError);
    assert.deepEqual([error.code, error.httpStatus], [1201, 400]);
    assert.match(error.message, /sound is invalid: kling-v2-6 takes sound in mode pro only/);
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    return true;
  });
});

test("a wrong secret key is refused as Kling does", async (t) => {
  const api = await client(t, { secretKey: "another-secret-which-is-also-long-enough" });
  await assert.rejects(api.textToVideo({ prompt: "A beach" }), (error) => {
    assert.deepEqual([error.code, error.httpStatus], [1000, 401]);
    return true;
  });
});

test("a task that fails tells why", async (t) => {
  const api = await client(t);
  for (const [fate, words] of [
    ["fail", /Generation failed, please try again/],
    ["risk", /Failure to pass the risk control system/],
  ]) {
    const prompt = `A beach [sbx:fate=${fate}]`;
    const { data } = await api.textToVideo({ prompt, model_name: "kling-v1" });
    const waited = api.waitForVideoResult(
      data.task_id,
      (id) => api.queryTextToVideoTask(id),
      QUIET,
    );
    await assert.rejects(waited, words);
  }
});

test("one more than may be under way is refused, and taken in after the first", async (t) => {
  const api = await client(t, {}, "--parallel", "1", "--pace", "polls:0:3");
  const asked = { prompt: "A beach", model_name: "kling-v1" };
  const first = await api.textToVideo(asked);
  await assert.rejects(api.textToVideo(asked), (error) => {
    assert.deepEqual([error.code, error.httpStatus], [1303, 429]);
    assert.equal(error.isRetryable(), false);
    return true;
  });
  await api.waitForVideoResult(first.data.task_id, (id) => api.queryTextToVideoTask(id), QUIET);
  assert.equal((await api.textToVideo(asked)).code, 0);
});
