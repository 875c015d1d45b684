// npx chatapps-webhook: as a person calls it, and as a script does.
//
// In: the installed command. Holds: what it prints, what it keeps to itself, its exit status.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { homeOf } from "./home.mjs";

const home = homeOf("command");
const { samples } = home.require("chatapps-webhook/samples");
const { redact } = home.require("chatapps-webhook");
const GOOD = samples["inbound-v2-text-whatsapp"].body;
const BROKEN = GOOD.replace(/"umid"/, '"umidd"');
const TEXT = JSON.parse(GOOD).payload.content.text;
const oneLine = (body) => JSON.stringify(JSON.parse(body));

const COMMAND = join(home.folder, "node_modules/.bin/chatapps-webhook");
/** For tests that need a shell, or signals; a command that waits for what never comes ends them. */
const onPosix = { skip: process.platform === "win32", timeout: 60_000 };

function run(args, input = "") {
  const { status, stdout, stderr } = spawnSync(COMMAND, args, { cwd: home.folder, input, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A command that runs while something is written to it; what it has said so far, and what is awaited of it. */
function started(test, command, args) {
  const child = spawn(command, args, { cwd: home.folder });
  test.after(() => child.kill());
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = once(child, "close").then(([status]) => ({ status, stdout: said }));
  const saying = async (length) => {
    while (said.split("\n").length <= length) await once(child.stdout, "data");
    return said;
  };
  return { child, ended, saying };
}

function file(name, text) {
  writeFileSync(join(home.folder, name), text);
  return name;
}

test("npx finds it", () => {
  const { status, stdout } = spawnSync("npx", ["--no-install", "chatapps-webhook", "--version"], { cwd: home.folder, encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

test("check: files and their status", () => {
  const good = file("good.json", GOOD);
  const broken = file("broken.json", BROKEN);
  assert.deepEqual(run(["check", good]), { status: 0, stdout: "good.json: ok, inbound-message\n", stderr: "" });
  const { status, stdout } = run(["check", good, broken]);
  assert.equal(status, 1);
  assert.match(stdout, /broken\.json: no event, inbound-message\nerror\[missing-field\]/);
});

test("check: standard input", () => {
  assert.equal(run(["check"], GOOD).stdout, "standard input: ok, inbound-message\n");
  assert.equal(run(["check", "-"], "{").status, 1);
});

test("check: one body on each line", () => {
  const lines = `${oneLine(GOOD)}\r\n\n${oneLine(BROKEN)}\n`;
  const { status, stdout } = run(["check", "--json", file("many.ndjson", lines)]);
  assert.equal(status, 1);
  const [one, other] = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual([one.name, one.ok, other.name, other.ok], ["many.ndjson:1", true, "many.ndjson:3", false]);
  assert.equal(other.diagnostics[0].code, "missing-field");
  assert.equal(run(["check", "--ndjson"], lines).status, 1);
});

test("check: a line is told of before the next one comes", onPosix, async (t) => {
  const { child, ended, saying } = started(t, COMMAND, ["check", "--ndjson"]);
  child.stdin.write(`\n${oneLine(GOOD)}\r\n{"half`);
  assert.equal(await saying(1), "standard input:2: ok, inbound-message\n");
  child.stdin.write(`": 1}\n`);
  assert.match(await saying(2), /\nstandard input:3: ok, unknown\n/);
  child.stdin.end(oneLine(GOOD));
  const { status, stdout } = await ended;
  assert.equal(status, 0);
  assert.match(stdout, /standard input:4: ok, inbound-message\n$/);
});

test("check: lines of any length are whole, wherever they are cut in reading", () => {
  const long = oneLine(GOOD).replace(/^{/, `{"pad":"${"é".repeat(40_000)}",`);
  const lines = Array.from({ length: 400 }, (_, index) => (index % 100 === 50 ? long : oneLine(GOOD).replace(/^{/, `{${" ".repeat(index)}`)));
  const results = run(["redact", "--json", file("long.jsonl", lines.join("\r\n"))]).stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(results, lines.map((line, index) => ({ name: `long.jsonl:${index + 1}`, body: redact(line) })));
});

test("standard input that is not ready is waited for", onPosix, async (t) => {
  // Node makes its input non-blocking, for all who share it, and puts that right only where it ends in peace.
  const spoil = "process.stdin; process.kill(process.pid, 'SIGKILL')";
  for (const more of ["", " --ndjson"]) {
    const { child, ended } = started(t, "bash", ["-c", `(node -e "${spoil}") 2>/dev/null; exec "${COMMAND}" check${more}`]);
    await pause(1000);
    child.stdin.write(oneLine(GOOD).slice(0, 100));
    await pause(100);
    child.stdin.end(oneLine(GOOD).slice(100));
    const { status, stdout } = await ended;
    assert.equal(status, 0);
    assert.match(stdout, /^standard input(:1)?: ok, inbound-message\n$/);
  }
});

test("standard input that cannot be read is called by its name", onPosix, () => {
  const { status, stderr } = spawnSync("bash", ["-c", `"${COMMAND}" check < .`], { cwd: home.folder, encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /^chatapps-webhook: cannot read standard input: EISDIR[^\n]*\n$/);
});

test("check: nothing of a person is printed, unless --show asks for it", () => {
  const body = oneLine(GOOD).replace(/}$/, ",}");
  for (const more of [[], ["--json"]]) {
    assert.ok(!run(["check", ...more], body).stdout.includes(TEXT));
    assert.ok(run(["check", "--show", ...more], body).stdout.includes(TEXT));
  }
});

test("check: the key is told with the event, and where there is none", () => {
  const key = JSON.parse(GOOD).payload.umid;
  for (const [body, ok] of [[GOOD, true], [GOOD.replace(/"subAccountId"/, '"subAccount"'), false]]) {
    const told = JSON.parse(run(["check", "--json", "--show"], body).stdout);
    assert.deepEqual([told.ok, told.key], [ok, key]);
    assert.ok(!("key" in JSON.parse(run(["check", "--json"], body).stdout)));
  }
});

test("what a file is called moves no cursor", onPosix, () => {
  const name = file("\x1b[31mred\u202e\n.json", GOOD);
  assert.equal(run(["check", name]).stdout, "\\u{1B}[31mred\\u{202E}\\u{A}.json: ok, inbound-message\n");
  const { status, stderr } = run(["check", `${name}\x07`]);
  assert.equal(status, 2);
  assert.match(stderr, /^chatapps-webhook: cannot read \\u\{1B\}\[31mred[ -~]*\n$/);
});

test("check --strict: warnings count", () => {
  const body = samples["inbound-v2-explicit-nulls"].body;
  assert.equal(run(["check"], body).status, 0);
  assert.equal(run(["check", "--strict"], JSON.stringify({ ...JSON.parse(GOOD), version: "2" })).status, 1);
});

test("a file that cannot be read is told, and keeps no other from being read", () => {
  const { status, stdout, stderr } = run(["check", "nowhere.json", file("good.json", GOOD)]);
  assert.deepEqual([status, stdout], [2, "good.json: ok, inbound-message\n"]);
  assert.match(stderr, /^chatapps-webhook: cannot read nowhere\.json: ENOENT[^\n]*\n$/);
});

test("check: lines of white space are none, whatever the case of the ending", () => {
  const { status, stdout } = run(["check", file("BLANK.NDJSON", `${oneLine(GOOD)}\n \t\n${oneLine(GOOD)}\n`)]);
  assert.deepEqual([status, stdout.split("\n").length], [0, 3]);
});

test("check --max-bytes: how long a body may be", () => {
  assert.match(run(["check", "--max-bytes", "10"], GOOD).stdout, /body-too-large.*longer than 10 bytes/);
  assert.equal(run(["check", "--max-bytes", "ten"], GOOD).status, 2);
  assert.equal(run(["check", "--max-bytes", "268435455"], GOOD).status, 0);
  assert.match(run(["check", "--max-bytes", "268435456"], GOOD).stderr, /--max-bytes takes at most 268435455, not 268435456\n/);
});

test("check stops when nobody reads on, and says when it cannot write", onPosix, () => {
  const many = file("many.ndjson", `${oneLine(BROKEN)}\n`.repeat(20_000));
  const command = `"${COMMAND}" check --json ${many}`;
  const shell = (line) => spawnSync("bash", ["-c", `set -o pipefail; ${line}`], { cwd: home.folder, encoding: "utf8" });
  const { stdout, stderr } = shell(`${command} | head -1`);
  assert.deepEqual([JSON.parse(stdout).name, stderr], ["many.ndjson:1", ""]);
  assert.equal(shell(`${command} | wc -l`).stdout.trim(), "20000");
  const full = shell(`${command} > /dev/full`);
  assert.equal(full.status, 2);
  assert.match(full.stderr, /^chatapps-webhook: cannot write: ENOSPC[^\n]*\n$/);
});

test("explain --json: what is no text is bytes in base64", () => {
  const { bad } = JSON.parse(run(["explain", "invalid-utf8", "--json"]).stdout);
  assert.match(Buffer.from(bad.base64, "base64").toString("latin1"), /"namespace": "ChatApps"/);
});

test("redact", () => {
  assert.equal(run(["redact"], GOOD).stdout.trimEnd(), redact(GOOD).trimEnd());
  assert.deepEqual(JSON.parse(run(["redact", "--json"], GOOD).stdout), { name: "standard input", body: redact(GOOD) });
});

test("explain", () => {
  assert.match(run(["explain", "missing-field"]).stdout, /^missing-field \(error\): /);
  assert.ok(run(["explain"]).stdout.split("\n").length > 50);
  assert.equal(JSON.parse(run(["explain", "--json", "not-json"]).stdout).code, "not-json");
});

test("misuse: 2, and what to do", () => {
  for (const args of [[], ["nonsense"], ["check", "--nonsense"], ["explain", "no-such-code"]]) {
    const { status, stdout, stderr } = run(args);
    assert.equal(status, 2, String(args));
    assert.equal(stdout, "");
    assert.match(stderr, /^chatapps-webhook: .+\nchatapps-webhook --help tells/);
  }
});

test("an option that a command does not take is misuse, and told whose it is", () => {
  for (const [args, said] of [
    [["redact", "--max-bytes", "abc"], "--max-bytes belongs to check, not to redact"],
    [["explain", "--max-bytes", "10"], "--max-bytes belongs to check, not to explain"],
    [["redact", "--show"], "--show belongs to check, not to redact"],
    [["redact", "--strict"], "--strict belongs to check, not to redact"],
    [["redact", "--color"], "--color belongs to check, not to redact"],
    [["explain", "--ndjson"], "--ndjson belongs to check and redact, not to explain"],
  ]) {
    const { status, stdout, stderr } = run(args, GOOD);
    assert.deepEqual([status, stdout], [2, ""], said);
    assert.ok(stderr.startsWith(`chatapps-webhook: ${said}\n`), stderr);
  }
});

test("colours only where they are wanted, and the last word counts", () => {
  const isColored = (...options) => run(["check", ...options], "{").stdout.includes("\u001b");
  assert.ok(!isColored());
  assert.ok(isColored("--color"));
  assert.ok(!isColored("--color", "--no-color"));
  assert.ok(isColored("--no-color", "--color"));
});
