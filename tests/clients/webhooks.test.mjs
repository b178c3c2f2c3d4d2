// Callbacks as the sandbox posts them, received on this machine and verified by a library of Standard
// Webhooks that others wrote.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import test from "node:test";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import { sandbox } from "./sandbox.mjs";

const SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
const NEXT_SECRET = "whsec_bmV4dHNlY3JldG5leHRzZWNyZXRuZXh0c2VjcmV0MTI=";

/** Somebody who is called back: what they were told, byte for byte, in the order of its arrival. */
async function receiver(t, status = () => 200) {
  const told = [];
  const server = http.createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      told.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status(told.length)).end();
      server.emit("told");
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const until = async (many) => {
    while (told.length < many) await once(server, "told");
    return told;
  };
  return { url: `http://127.0.0.1:${server.address().port}/callback?of=mine`, until };
}

/** Has a sound made at the sandbox, and gives its task. */
async function create(base, callback) {
  const response = await fetch(`${base}/v1/audio/text-to-audio`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: JSON.stringify({
      prompt: "Rain",
      duration: 3,
      external_task_id: "mine",
      callback_url: callback,
    }),
  });
  return (await response.json()).data;
}

test("every step of a task is told of, signed, in its order", { timeout: 20_000 }, async (t) => {
  const { url, until } = await receiver(t);
  const base = await sandbox(t, "--pace", "time:20:40", "--webhook-secret", SECRET);
  const { task_id: task } = await create(base, url);
  const told = await until(3);
  const steps = told.map(({ headers, body }) => new Webhook(SECRET).verify(body, headers));
  assert.deepEqual(
    steps.map((step) => [step.task_id, step.task_status]),
    ["submitted", "processing", "succeed"].map((status) => [task, status]),
  );
  const [, , done] = steps;
  assert.equal(done.task_info.external_task_id, "mine");
  assert.equal((await fetch(done.task_result.audios[0].url_wav)).status, 200);
  const ids = new Set(told.map(({ headers }) => headers["webhook-id"]));
  assert.equal(ids.size, 3);
});

test("what was changed on its way is found out", { timeout: 20_000 }, async (t) => {
  const { url, until } = await receiver(t);
  const base = await sandbox(t, "--webhook-secret", SECRET);
  await create(base, url);
  const [{ headers, body }] = await until(1);
  const changed = body.replace("succeed", "failed");
  assert.notEqual(changed, body);
  const refuses = (secret, headers, body) =>
    assert.throws(() => new Webhook(secret).verify(body, headers), WebhookVerificationError);
  refuses(SECRET, headers, changed);
  refuses(NEXT_SECRET, headers, body);
  refuses(SECRET, { ...headers, "webhook-id": "another" }, body);
  const later = String(Number(headers["webhook-timestamp"]) + 1);
  refuses(SECRET, { ...headers, "webhook-timestamp": later }, body);
  new Webhook(SECRET).verify(body, headers);
});

test("while one secret takes another's place either is good", { timeout: 20_000 }, async (t) => {
  const { url, until } = await receiver(t);
  const both = ["--webhook-secret", SECRET, "--webhook-secret", NEXT_SECRET];
  const base = await sandbox(t, ...both);
  await create(base, url);
  const [{ headers, body }] = await until(1);
  for (const secret of [SECRET, NEXT_SECRET]) new Webhook(secret).verify(body, headers);
});

test("who did not take it is told again, under the same id", { timeout: 20_000 }, async (t) => {
  const { url, until } = await receiver(t, (attempt) => (attempt === 1 ? 500 : 204));
  const base = await sandbox(t, "--webhook-secret", SECRET);
  await create(base, url);
  const [first, second] = await until(2);
  assert.equal(second.headers["webhook-id"], first.headers["webhook-id"]);
  assert.equal(second.body, first.body);
  new Webhook(SECRET).verify(second.body, second.headers);
});
