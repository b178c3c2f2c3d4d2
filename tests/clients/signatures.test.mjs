// Kling's own example of a signed callback, by a library of Standard Webhooks that others wrote. Foley's
// core is held against the same example (crates/core/src/webhook.rs), so the two agree.

import assert from "node:assert/strict";
import test from "node:test";

import { Webhook } from "standardwebhooks";

const SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
const [ID, SECONDS] = ["9876543210", 1781080794];
const BODY =
  '{"id":"1234567890","status":"succeeded","message":"",' +
  '"create_time":1781080778802,"update_time":1781080794151}';
const SIGNATURE = "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=";

test("Kling's example is signed as the standard says", () => {
  assert.equal(new Webhook(SECRET).sign(ID, new Date(SECONDS * 1000), BODY), SIGNATURE);
});
