// What people copy along with a body comes off, and nothing else does.

import { describe, expect, test } from "vitest";
import { unwrap } from "../src/unwrap";

const BODY = `{"namespace":"ChatApps","eventType":"inbound_message_received","payload":{"umid":"9e09ac86-bd74-5465-851d-1eb5a5fdbb9a","content":{"text":"it's {5} \\"o'clock\\""}}}`;

const ESCAPED = JSON.stringify(BODY);
/** As Edge and Chrome write it. */
const IN_POWERSHELL = BODY.replace(/["`$]/g, "`$&");
const IN_PYTHON = BODY.replace(/[\\']/g, "\\$&");
const HEADERS = { Authorization: ["Bearer s3cr3t"] };

const base64 = Buffer.from(BODY).toString("base64");

describe("a body comes out of", () => {
  const cases: Record<string, string> = {
    "a whole HTTP request": `POST /hook HTTP/1.1\r\nHost: example.com\r\nAuthorization: Bearer s3cr3t\r\nCookie: id=s3cr3t\r\nContent-Type: application/json\r\n\r\n${BODY}`,
    "headers without a request line": `Content-Type: application/json\nAuthorization: Basic s3cr3t\n\n${BODY}`,
    "a cURL command": `curl -X POST 'https://example.com/h' \\\n  -H 'Authorization: Bearer s3cr3t' -H "Cookie: s3cr3t" \\\n  --data-raw '${BODY.replaceAll("'", `'\\''`)}'`,
    "a cURL command of a browser": `curl 'https://example.com/h' --data-raw $'${BODY.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}' --compressed`,
    "a cURL command with double quotes": `$ curl -d "${BODY.replace(/[\\"$`]/g, "\\$&")}" https://example.com`,
    "a cURL command with --json=": `curl --json='${BODY.replaceAll("'", `'\\''`)}' https://example.com`,
    "a log line": `2026-01-01T12:00:00.000Z INFO [web-1] webhook body=${BODY}`,
    "a log line with an end": `[12:00] received: ${BODY} (200 in 4 ms)`,
    "a Markdown fence": `Look at this:\n\n\`\`\`json\n${BODY}\n\`\`\`\n\nIs it right?`,
    "a Markdown fence of tildes": `~~~\n${BODY}\n~~~`,
    "a JSON string": JSON.stringify(BODY),
    "a JSON string in a JSON string": JSON.stringify(JSON.stringify(BODY)),
    "escapes without quotes": JSON.stringify(BODY).slice(1, -1),
    "Python bytes": `b'${BODY.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
    "base64": base64,
    "base64 in lines": base64.replace(/.{40}/g, "$&\n"),
    "base64 for addresses": base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""),
    "an event of a Lambda": JSON.stringify({ headers: { authorization: "s3cr3t" }, body: base64, isBase64Encoded: true }),
    "a line of a log in JSON": JSON.stringify({ level: "info", msg: BODY }),
    "an assignment": `const body = ${JSON.stringify(BODY)};`,
    "a command of PowerShell": `Invoke-RestMethod -Uri https://e.x -Headers @{"Authorization"="Bearer s3cr3t"} -Body '${BODY.replaceAll("'", "''")}'`,
    "a command of PowerShell with a variable": `$body = @'\n${BODY}\n'@\nInvoke-RestMethod -Uri https://e.x -Headers @{"Authorization"="Bearer s3cr3t"} -Body $body`,
    "a command of PowerShell of a browser": `Invoke-WebRequest -UseBasicParsing -Uri "https://e.x" \`\n-Headers @{\n  "authorization"="Bearer s3cr3t"\n} \`\n-ContentType "application/json" \`\n-Body ([System.Text.Encoding]::UTF8.GetBytes("${IN_POWERSHELL}"))`,
    "a string of PowerShell": `$b = "${IN_POWERSHELL}"; Write-Host ok`,
    "a request in Python": `requests.post(u, headers={'Authorization': 'Bearer s3cr3t'}, data='${IN_PYTHON}')`,
    "a request in JavaScript": `fetch(u, { method: "POST", headers: {"Authorization": "Bearer s3cr3t"}, body: JSON.stringify(${BODY}) });`,
    "a request in JavaScript of a browser": `fetch("https://e.x", {\n  "headers": {\n    "authorization": "Bearer s3cr3t"\n  },\n  "body": ${ESCAPED},\n  "method": "POST"\n});`,
    "a log of names and values": `level=info msg=hook token=s3cr3t body=${ESCAPED} status=200`,
    "a log of names and values without quotes": `level=info body=${ESCAPED.slice(1, -1)} status=200`,
    "a log in a log": `time=1 msg=${JSON.stringify(`level=info body=${ESCAPED} status=200`)} n=2`,
    "a log with bytes of Python": `INFO:root:body=b'${IN_PYTHON}' status=200`,
    "a string of Java": `        String body = ${ESCAPED};\n        post(body);`,
    "a string of Go": `got: ${ESCAPED}, want: {}`,
    "a cURL command for cmd": `curl ^"https://example.com/h^" ^\n  -H ^"authorization: Bearer s3cr3t^" ^\n  --data-raw ^"${BODY.replace(/["\\]/g, "\\$&").replace(/[^\w ,:.-]/g, "^$&")}^"`,
    "a cURL command with other rights": `user@web-1:~$ sudo curl -d '${BODY.replaceAll("'", `'\\''`)}' https://example.com`,
    "a Wget command": `wget --header='Authorization: s3cr3t' --post-data='${BODY.replaceAll("'", `'\\''`)}' https://example.com`,
    "an HTTPie command": `echo '${BODY.replaceAll("'", `'\\''`)}' | http POST https://example.com Authorization:s3cr3t`,
    "an HTTPie command with --raw": `http POST https://example.com --raw '${BODY.replaceAll("'", `'\\''`)}'`,
    "a block of Jira": `See:\n{code:json|title=a}\n${BODY}\n{code}\nIt was {noformat}{noformat} lost.`,
    "a block of Jira without a language": `{noformat}${BODY}{noformat}`,
    "a cell of a table": `"${BODY.replaceAll('"', '""')}"`,
    "a row of a table": `1,"a, b","${BODY.replaceAll('"', '""')}",200`,
    "a string of C#": `var body = @"${BODY.replaceAll('"', '""')}";`,
    "HTML": `<pre>${BODY.replaceAll('"', "&quot;").replaceAll("'", "&#39;")}</pre>`,
    "HTML in HTML": `<td>${BODY.replaceAll('"', "&amp;quot;")}</td>`,
    "a log of nginx": `10.0.0.1 - - [01/Jan/2026:12:00:00 +0000] "POST /h HTTP/1.1" 200 "${BODY.replace(/["\\]/g, (one) => `\\x${one.charCodeAt(0).toString(16).toUpperCase()}`)}"`,
    "a form": `token=s3cr3t&${new URLSearchParams({ payload: BODY })}&a=b`,
    "an address": `https://example.com/?body=${encodeURIComponent(BODY)}#a`,
    "an assignment of TypeScript": `const body = ${BODY} as const;`,
    "an assignment of TypeScript with a type": `export const body: Body = ${BODY} satisfies Partial<Body>;`,
    "a coloured log": `\x1b[32mINFO\x1b[0m ${BODY}\x1b[0m`,
    "a log of containers": `web-1  | ${BODY}\n`,
    "a log with times in front": `12:00:01 ${BODY}`,
    "a numbered line": `  1: ${BODY}
`,
    "an event of a REST API": JSON.stringify({ headers: { Authorization: "s3cr3t" }, multiValueHeaders: HEADERS, cookies: ["a=s3cr3t"], body: BODY }),
    "a batch of SQS with SNS in it": JSON.stringify({ Records: [{ messageId: "1", body: JSON.stringify({ Type: "Notification", Message: BODY }) }] }),
    "a batch of Kinesis": JSON.stringify({ Records: [{ kinesis: { partitionKey: "1", data: base64 } }] }),
    "a message of Pub/Sub": JSON.stringify({ message: { attributes: {}, data: base64, messageId: "1" }, subscription: "a" }),
    "an event of EventBridge": `{"version":"0","detail-type":"hook","detail":${BODY}}`,
    "an entry of a search index": `{"_index":"a","_source":{"@timestamp":"1","message":${ESCAPED}}}`,
    "an entry of a log with text around the body": JSON.stringify({ textPayload: `received ${BODY} in 4 ms`, severity: "INFO" }),
    "an item of a workflow": `[{"headers":{"authorization":"Bearer s3cr3t"},"params":{},"body":${BODY}}]`,
    "an archive of HTTP": JSON.stringify({ log: { entries: [{ request: { headers: [{ name: "Authorization", value: "s3cr3t" }], postData: { text: BODY } }, response: { content: { text: '{"a":1}' } } }] } }),
    "a record of a webhook inbox": JSON.stringify({ content: { raw: BODY } }),
    "a fence in a request in a log": `\`\`\`\nPOST /h HTTP/1.1\nX-Api-Key: s3cr3t\n\n${BODY}\n\`\`\``,
  };
  for (const [name, pasted] of Object.entries(cases)) {
    test(name, () => {
      const { bodies, notes, pasted: kept } = unwrap(pasted);
      expect(bodies).toEqual([BODY]);
      expect(notes.length).toBeGreaterThan(0);
      expect(notes.join() + kept).not.toContain("s3cr3t");
    });
  }
});

test("a body in lines comes out of a log as it was sent", () => {
  const pretty = JSON.stringify(JSON.parse(BODY), undefined, 2);
  expect(unwrap(`level=info body=${JSON.stringify(pretty)} status=200`).bodies).toEqual([pretty]);
});

describe("lines lose what stands in front of each:", () => {
  const pretty = JSON.stringify(JSON.parse(BODY), undefined, 2);
  const cases: Record<string, (line: string, index: number) => string> = {
    "an answered mail": (line) => `> ${line}`,
    "a mail that was answered twice": (line) => `>> ${line}`,
    "a patch": (line) => `+${line}`,
    "containers": (line) => `web-1  | ${line}`,
    "an editor": (line, index) => `${String(index + 8).padStart(4)} | ${line}`,
    "a search": (line, index) => `${index + 8}:${line}`,
    "a page with numbers": (line, index) => `${index + 8} ${line}`,
  };
  for (const [name, prefixed] of Object.entries(cases)) {
    test(name, () => expect(unwrap(pretty.split("\n").map(prefixed).join("\n")).bodies).toEqual([pretty]));
  }
});

describe("a body comes out of an answered mail", () => {
  const pretty = JSON.stringify(JSON.parse(BODY), undefined, 2);
  const quoted = pretty.replace(/^/gm, "> ");
  const cases: Record<string, string> = {
    "with a line in front": `On Mon, Anna wrote:\n${quoted}`,
    "with a greeting behind": `On Mon, Anna wrote:\n\n${quoted}\n\nDoes this help?\n-- \nBob`,
    "with words in the quotation": `Anna wrote:\r\n> Hi, this came:\r\n>\r\n${quoted}\r\n> Bye\r\n`,
  };
  for (const [name, pasted] of Object.entries(cases)) {
    test(name, () => {
      const { bodies, notes } = unwrap(pasted);
      expect(bodies).toEqual([pretty]);
      expect(notes[0]).toBe("Mail: the quotation taken out");
    });
  }
});

describe("of a connection only what was sent is a body:", () => {
  const request = `POST /h HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer s3cr3t\r\n\r\n`;
  const pretty = JSON.stringify(JSON.parse(BODY), undefined, 2);
  const broken = BODY.replace('"payload"', "payload");
  const unclosed = BODY.slice(0, -2);
  const cases: Record<string, [string, string[]]> = {
    "a request and its answer": [`${request}${BODY}HTTP/1.1 200 OK\r\nDate: x\r\n\r\nOK`, [BODY]],
    "an answer in a line of its own": [`${request}${pretty}\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n`, [pretty]],
    "an answer of JSON": [`${request}${BODY}HTTP/1.1 200 OK\r\n\r\n{"ok":true}`, [BODY]],
    "several of both": [`${request}${BODY}HTTP/1.1 200 OK\r\n\r\nOK${request}${broken}HTTP/1.1 500 \r\n\r\n{"a":1}${request}${BODY}`, [BODY, broken, BODY]],
    "a broken body": [`${request}${unclosed}\nHTTP/1.1 200 OK\n\nOK`, [unclosed]],
    "a body that speaks of HTTP": [`${request}${BODY.replace("it's", "} POST /h HTTP/1.1 ")}`, [BODY.replace("it's", "} POST /h HTTP/1.1 ")]],
  };
  for (const [name, [pasted, expected]] of Object.entries(cases)) {
    test(name, () => {
      const { bodies, pasted: kept } = unwrap(pasted);
      expect(bodies).toEqual(expected);
      expect(kept).not.toContain("s3cr3t");
    });
  }
});

test("bytes that nginx escaped are read as UTF-8", () => {
  expect(unwrap(String.raw`200 "{\x22namespace\x22:\x22ChatApps\x22,\x22eventType\x22:\x22\xC3\xA9\x22}"`).bodies).toEqual([`{"namespace":"ChatApps","eventType":"é"}`]);
});

test("a line end in a command for cmd stays one", () => {
  expect(unwrap(`curl ^"https://e.x^" ^\n  --data-raw ^"^{^\\^"a^\\^":^\n\n1^}^"`).bodies).toEqual([`{"a":\n1}`]);
});

describe("a body that is closed too early comes out of a log as a whole:", () => {
  const cases: Record<string, string> = {
    "before its payload": `{"namespace":"ChatApps","eventType":"a"},"payload":{"umid":"b"}}`,
    "before its payload, without a comma": `{"namespace":"ChatApps","eventType":"a",} "payload":{"umid":"b"}}`,
    "in its payload": `{"namespace":"ChatApps","eventType":"a","payload":{"umid":"b","user":{}}},"recipient":{}}}`,
  };
  for (const [name, body] of Object.entries(cases)) {
    test(name, () => expect(unwrap(`INFO ${body}`).bodies).toEqual([body]));
  }
});

test("a body without an id comes out of an envelope", () => {
  const body = `{"subAccountId":"a","eventType":"b","type":"Text"}`;
  expect(unwrap(`{"a":${body}}`).bodies).toEqual([body]);
});

test("a body whose first name has an escape comes out of a table", () => {
  const body = String.raw`{"\u006eamespace":"ChatApps","eventType":"a","payload":{}}`;
  expect(unwrap(`1,"${body.replaceAll('"', '""')}"`).bodies).toEqual([body]);
});

test("a body with a line end in a text comes out of a log as a whole", () => {
  const broken = BODY.replace("it's {5}", `${"it's".repeat(100)}\n`);
  expect(unwrap(`INFO ${broken} 200`).bodies).toEqual([broken]);
});

test("a note says where in an envelope the first body was", () => {
  const { bodies, notes } = unwrap(JSON.stringify({ Records: [{ a: {}, "b c": [1, BODY] }, BODY] }));
  expect(bodies).toEqual([BODY, BODY]);
  expect(notes).toEqual(["Envelope: 2 bodies, the first taken out of its member `Records[0].b c[1]`"]);
});

test("for a masked screen a note names no member that somebody may have chosen", () => {
  const { notes, maskedNotes } = unwrap(JSON.stringify({ "+12025550199": { Zebulon: { body: BODY } } }));
  expect(notes).toEqual(["Envelope: taken out of its member `+12025550199.Zebulon.body`"]);
  expect(maskedNotes).toEqual(["Envelope: taken out of one of its members"]);
});

describe("literals", () => {
  const value = { a: true, b: null, c: "it's \"x\"", d: [1, -2.5], e: { f: false }, g: "é\n" };
  test("of Python", () => {
    const { bodies, notes } = unwrap(`{'a': True, 'b': None, 'c': 'it\\'s "x"', 'd': [1, -2.5,], 'e': {'f': False}, 'g': u'\\xe9\\n'}`);
    expect(JSON.parse(bodies[0]!)).toEqual(value);
    expect(notes[0]).toMatch(/^Python literal: /);
  });
  test("of JavaScript", () => {
    const { bodies, notes } = unwrap(`{\n  a: true, // a comment\n  b: undefined,\n  c: 'it\\'s "x"',\n  d: [1, -2.5],\n  e: { f: false, },\n  g: \`\\u{e9}\n\`,\n}`);
    expect(JSON.parse(bodies[0]!)).toEqual(value);
    expect(notes[0]).toMatch(/^JavaScript literal: .*1 comment removed/);
  });
  test("of Python, in both quotes", () => {
    const { bodies } = unwrap(String.raw`{'a': "it's\xa0ok", 'b': None, "c": "\U0001f3f4", "d": "\u00e9\/\"", 'e': 'say "hi', 'f': True}`);
    expect(bodies).toEqual([`{"a": "it's\u00a0ok", "b": null, "c": "🏴", ${String.raw`"d": "\u00e9\/\"", "e": "say \"hi", "f": true}`}`]);
  });
  test("of Python, cut off", () => {
    expect(unwrap(`{'a': None, 'b': {'c': 'd', 'e': [1, `).bodies).toEqual([`{"a": null, "b": {"c": "d", "e": [1,`]);
  });
  test("of documentation", () => {
    const { bodies, notes } = unwrap(`{"umid": <UMID>, "user": {"msisdn": <PHONE NUMBER>}, "type": "Text"}`);
    expect(JSON.parse(bodies[0]!)).toEqual({ umid: "<UMID>", user: { msisdn: "<PHONE NUMBER>" }, type: "Text" });
    expect(notes[0]).toBe("Sample of a document: 2 placeholders quoted");
  });
});

describe("several bodies", () => {
  const other = `{"namespace":"SMS","payload":{"body":"]}[{"}}`;
  const cases: Record<string, string> = {
    "one to a line": `${BODY}\n${other}\n`,
    "one after another": BODY + other,
    "in an array": `[${BODY},\n ${other}]`,
    "in a log": `12:00 INFO ${BODY}\n12:01 INFO ${other}\n`,
    "in two fences": `\`\`\`\n${BODY}\n\`\`\`\nand\n\`\`\`\n${other}\n\`\`\``,
  };
  for (const [name, pasted] of Object.entries(cases)) {
    test(name, () => expect(unwrap(pasted).bodies).toEqual([BODY, other]));
  }
  const long = BODY.replace("it's", "it's".repeat(100));
  const cut = long.slice(0, -20);
  test("of which one is cut off, in a log", () => {
    expect(unwrap(`12:00 INFO ${cut}\n12:01 INFO ${other}\n12:02 INFO ${long}`).bodies).toEqual([cut, other, long]);
  });
  test("of which one is cut off, one to a line", () => {
    expect(unwrap(`${cut}\n${other}\n${cut}\n`).bodies).toEqual([cut, other, cut]);
  });
  test("in an array, as it is", () => {
    expect(unwrap(`[${BODY},{"a":1}]`)).toMatchObject({ bodies: [BODY, '{"a":1}'], notes: ["Array: 2 bodies"] });
  });
  test("of which the last is cut off", () => {
    expect(unwrap(`${BODY}\n${other.slice(0, 30)}`).bodies).toEqual([BODY, other.slice(0, 30)]);
  });
});

describe("left alone is", () => {
  const cases: Record<string, string> = {
    "a body": BODY,
    "a body in several lines": JSON.stringify(JSON.parse(BODY), undefined, 2),
    "a body with a mistake": BODY.replace(/\}$/, ",}"),
    "a body with one bare key": BODY.replace('"payload"', "payload"),
    "a body with one single-quoted string": BODY.replace('"ChatApps"', "'ChatApps'"),
    "a body with one word of Python": BODY.replace('"ChatApps"', "None"),
    "a body that is cut off": BODY.slice(0, -20),
    "a body that is cut off in a text with code": `{"namespace":"ChatApps","payload":{"content":{"text":"try {a: 1, b: 'x', c: None} and`,
    "a body with code where a value belongs": `{"namespace":"ChatApps","payload":{"a": {b: 'x', c: y + 1, d: None}}}`,
    "a body with one wrong word": `{"a": nul, "namespace": "ChatApps"}`,
    "a body with what HTML, nginx or an address would escape": `{"namespace":"ChatApps","eventType":"{&quot;a","payload":{"text":"{\\\\x22a %7B%22a"}}`,
    "a body with a block of Jira in its text": `{"namespace":"ChatApps","eventType":"a","payload":{"text":"{code}[1]{code}"}}`,
    "a body with a colour in it": `{"namespace":"ChatApps","eventType":"\x1b[1ma"}`,
    "an escaped body with an entity in it": JSON.stringify(`{"namespace":"ChatApps","eventType":"{&quot;a"}`).slice(1, -3),
    "numbers in lines": "1\n2\n3",
    "a body whose beginning is cut off": `08-4465","user":{"a":"b"},"recipient":{"a":"b"},"type":"Text","content":{"text":"hi"}}}`,
    "a body whose beginning is cut off, of a button": BODY.slice(30).replace('"umid"', '"payload":"x","umid"'),
    "a body whose beginning and end are cut off": `ser":{"msisdn":"+12025550123"},"recipient":{"channel":"whatsapp"},"type":"Te`,
    "a body with JSON in its text": `{"namespace":"ChatApps","eventType":"a","payload":{"content":{"text":${ESCAPED}}}}`,
    "nothing": "",
    "prose": "The webhook did not arrive. Can you look?",
    "HTML": "<html><body>502 Bad Gateway</body></html>",
    "a number": "12",
    "a word that might be base64": "abcdefghijklmnopqrstuvwx",
  };
  for (const [name, pasted] of Object.entries(cases)) {
    test(name, () => expect(unwrap(pasted)).toEqual({ bodies: [pasted], notes: [] }));
  }
});

describe("millions of characters cost no more than a moment:", () => {
  const big = "x".repeat(5_000_000);
  const texts = [big, `{"a":"${big}"}`, "{".repeat(1_000_000), "[".repeat(1_000_000), "'".repeat(1_000_000), '"'.repeat(1_000_000), "\\".repeat(1_000_000), "`".repeat(1_000_000), "{'".repeat(500_000), "{a:".repeat(300_000), " ".repeat(1_000_000), "a: b\n".repeat(200_000), "~~~x\n".repeat(400_000), "x {\\\"".repeat(100_000), "x '{\"a\":\"".repeat(100_000), `x b'{"`.repeat(100_000), "x {`\"".repeat(100_000), 'x {""a'.repeat(100_000), `${"x".repeat(20)}${" ".repeat(1_000_000)}!`, `a:${" ".repeat(300_000)}`, `{${" ".repeat(300_000)}`, `{a:1,b:2,${"/*".repeat(300_000)}`, `${"x".repeat(300)}{"a\n`.repeat(5_000), `{"a":"${"x".repeat(300)}\n`.repeat(5_000), `x {"a":"${"x".repeat(300)}\n`.repeat(5_000), `{"a":${" ".repeat(300_000)}`, "{code}{".repeat(200_000), "{&quot;".repeat(200_000), "{\\x22".repeat(200_000), "%7B%22".repeat(200_000), "%7B+".repeat(200_000), "1: {\n".repeat(200_000), "> ".repeat(500_000), "a\n> {\n".repeat(100_000), `POST / HTTP/1.1\n\n${"{HTTP/1.1 200\n\n".repeat(100_000)}`, `POST / HTTP/1.1\n\n${"{}POST / HTTP/1.1\n\n".repeat(20_000)}`, `POST / HTTP/1.1\n\n${"HTTP/1.1 200\n\n{".repeat(50_000)}`, "POST / HTTP/1.1\n\n{\nHTTP/1.1 200\n\n".repeat(20_000), "POST / HTTP/1.1\n\n{a".repeat(20_000), "\x1b[1".repeat(500_000), "curl -d {".repeat(100_000), 'curl ^"^\n'.repeat(200_000), JSON.stringify(Array(200_000).fill({})), "{}".repeat(500_000), `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`];
  for (const text of texts) {
    test(`${JSON.stringify(text.slice(0, 12))} and so on`, () => {
      const start = performance.now();
      unwrap(text);
      expect(performance.now() - start).toBeLessThan(4_000);
    });
  }
});
