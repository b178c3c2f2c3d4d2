// What the tests of clients share: a sandbox, and the same behind TLS, as a client may insist on it.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = process.env.FOLEY_SERVER ?? "foley-server";

export const ACCESS_KEY = "access-of-clients";
export const SECRET_KEY = "secret-of-clients-which-is-long-enough";

/** Starts `foley-server sandbox`, whose tasks are done at once, and ends it after the test. */
export async function sandbox(test, ...args) {
  const pace = args.includes("--pace") ? [] : ["--pace", "immediate"];
  const program = spawn(PROGRAM, ["sandbox", "--port", "0", "--log", "off", ...pace, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  test.after(async () => {
    program.kill();
    await once(program, "exit");
  });
  for await (const line of createInterface({ input: program.stdout })) {
    if (line.startsWith("listening on ")) {
      program.stdout.resume();
      return line.slice("listening on ".length).trim();
    }
  }
  throw new Error(`${PROGRAM} has ended before it listened`);
}

/** A sandbox behind a proxy that speaks TLS, and the certificate that this proxy has. */
export async function sandboxWithTls(test, ...args) {
  const folder = mkdtempSync(join(tmpdir(), "foley-clients-"));
  test.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"],
      ...["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
    ],
    { stdio: "pipe" },
  );
  let behind;
  const tls = { key: readFileSync(key), cert: readFileSync(cert) };
  const proxy = https.createServer(tls, (request, response) => {
    const { method, url, headers } = request;
    const onward = http.request(new URL(url, behind), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  test.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const base = `https://127.0.0.1:${proxy.address().port}`;
  behind = await sandbox(test, "--base-url", base, ...args);
  return { base, cert: tls.cert };
}
