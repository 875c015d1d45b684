// What would let somebody in is not kept, in whatever syntax it was pasted.

import { describe, expect, test } from "vitest";
import { unwrap } from "../src/unwrap";
import { withoutSecrets } from "../src/unwrap/secrets";

const SECRET = "s3cr3t/+42==";

describe("a secret goes out of", () => {
  const cases: Record<string, string> = {
    "a header": `POST /h HTTP/1.1\r\nAuthorization: Digest a="b", c="${SECRET}"\r\nHost: a`,
    "a header that curl shows": `> authorization: Bearer ${SECRET}\n< set-cookie: a=${SECRET}; b="${SECRET}"`,
    "a header of 8x8": `X-8x8-Signature: ${SECRET}`,
    "an option of curl": `curl -H 'Authorization: Bearer ${SECRET}' -H "Cookie: a=\\"b\\"; c=${SECRET}" --header $'X-Api-Key: ${SECRET}'`,
    "an option with two parts": `curl -u user:${SECRET} -b 'a=b; c=${SECRET}' --oauth2-bearer "${SECRET}" -uuser:${SECRET}`,
    "an option without quotes": `curl -H Authorization:\\ Bearer\\ ${SECRET} -H Cookie:\\ a=b\\;\\ c=${SECRET} -H X-Api-Key:${SECRET}`,
    "a header that is folded": `POST /h HTTP/1.1\r\nAuthorization: Digest a="b",\r\n c="${SECRET}"\r\nCookie: a=b;\n\tc=${SECRET}\nHost: a`,
    "a command for cmd": `curl ^"https://a^" -H ^"authorization: Bearer ${SECRET}^" -b ^"a=1; b=${SECRET}^"`,
    "a hash table of PowerShell": `-Headers @{"Authorization"="Bearer ${SECRET}"; Cookie = '${SECRET}'}`,
    "a copy of PowerShell": `-Headers @{\n"authorization"="Bearer \`"${SECRET}\`""\n  "cookie"="${SECRET}"\n}`,
    "JSON": `{"headers":{"authorization" : "Bearer ${SECRET}"},"multiValueHeaders":{"Authorization":["Bearer ${SECRET}", "${SECRET}"]}}`,
    "JSON in lines": `{\n  "cookies": [\n    "a=${SECRET}",\n    "b=]${SECRET}"\n  ]\n}`,
    "JSON in a string": JSON.stringify(JSON.stringify({ authorization: `Bearer ${SECRET}`, cookies: [SECRET] })),
    "JSON in a string in a string": JSON.stringify(JSON.stringify(JSON.stringify({ "x-api-key": SECRET, cookie: [`"${SECRET}"`] }))),
    "JSON in HTML": `{&quot;authorization&quot;:&quot;Bearer ${SECRET}&quot;}`,
    "an archive of HTTP": `{"name": "Authorization",\n "value": "Bearer ${SECRET}"}, {"name":"Cookie","value":"${SECRET}"}`,
    "objects of cookies": `{"cookies":[{"name":"sid","value":"${SECRET}"}]} cookies={'sid': '${SECRET}'}`,
    "a list of names and values": `rawHeaders: [ 'Host', 'a', 'Authorization', 'Bearer ${SECRET}' ]`,
    "Python": `requests.post(u, headers={'Authorization': f"Bearer ${SECRET}"}, auth=('user', '${SECRET}'))`,
    "Go": `r.Header.Set("Authorization", "Bearer ${SECRET}") map[Authorization:[Bearer ${SECRET}] Cookie:[a=${SECRET}]]`,
    "PHP": `$headers['Authorization'] = 'Bearer ${SECRET}'; ['X-Token' => '${SECRET}']`,
    "C#": `new AuthenticationHeaderValue("Bearer", "${SECRET}")`,
    "a line of a log": `level=info authorization=Bearer ${SECRET} token: ${SECRET}`,
    "an address": `https://user:${SECRET.replace("/", "%2F")}@a.example/h?x=1&token=${SECRET}&sig=${SECRET}`,
    "an address in Go's JSON": `https://a.example/h?x=1\\u0026access_token=${SECRET}`,
  };
  for (const [name, text] of Object.entries(cases)) {
    test(name, () => expect(withoutSecrets(text)).not.toMatch(/s3cr3t/));
  }
});

test("what stands around a secret stays", () => {
  expect(withoutSecrets(`curl -H 'Authorization: Bearer a' -H 'Host: b' -d '{"c":"d"}' 'https://e:f@g/?token=h&i=j'`)).toBe(
    `curl -H 'Authorization: (removed)' -H 'Host: b' -d '{"c":"d"}' 'https://(removed)@g/?token=(removed)&i=j'`,
  );
  expect(withoutSecrets(`{"Authorization":["a"],"text":"my password: 123, ok","b":[{"c":1}]}`)).toBe(
    `{"Authorization":[(removed)],"text":"my password: (removed), ok","b":[{"c":1}]}`,
  );
});

test("headers that stand below a secret one stay", () => {
  expect(withoutSecrets(`  Authorization: Bearer a\n  Host: b\n\n  {"c": "d"}`)).toBe(`  Authorization: (removed)\n  Host: b\n\n  {"c": "d"}`);
});

describe("without a body that can be read, no secret is left of", () => {
  const cases: Record<string, string> = {
    "a cURL command with a file": `curl -X POST https://x.example/hook -H 'Authorization: Bearer ${SECRET}' -H 'Cookie: sid=${SECRET}' -d @body.json`,
    "headers": `POST /h HTTP/1.1\r\nAuthorization: Bearer ${SECRET}\r\nCookie: a=${SECRET}\r\n\r\n`,
    "an archive of HTTP": JSON.stringify({ log: { entries: [{ request: { headers: [{ name: "Authorization", value: `Bearer ${SECRET}` }] } }] } }, undefined, 2),
    "an event of a REST API": JSON.stringify({ headers: { cookie: `a=${SECRET}` }, body: null }),
  };
  for (const [name, text] of Object.entries(cases)) {
    test(name, () => {
      const { bodies, notes } = unwrap(text);
      expect(bodies.join()).not.toMatch(/s3cr3t/);
      expect(notes).toEqual(["Secrets removed: what lets somebody in is not kept"]);
    });
  }
});

test("what is JSON stays JSON without its secrets", () => {
  const entry = { cookies: [{ name: "sid", value: SECRET }], headers: [{ name: "Cookie", value: SECRET }, { name: "Host", value: "a" }], token: 5, set: { cookie: { sid: SECRET } } };
  const { bodies } = unwrap(JSON.stringify({ request: entry, rawHeaders: ["Host", "a", "Authorization", `Bearer ${SECRET}`, "Cookie", SECRET], url: `https://u:${SECRET.replace("/", "")}@a` }));
  expect(JSON.parse(bodies[0]!)).toEqual({
    request: { cookies: "(removed)", headers: [{ name: "Cookie", value: "(removed)" }, { name: "Host", value: "a" }], token: "(removed)", set: { cookie: "(removed)" } },
    rawHeaders: ["Host", "a", "Authorization", "(removed)", "Cookie", "(removed)"],
    url: "https://(removed)@a",
  });
  const deep = `{"headers":{"cookie":"${SECRET}"},"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
  expect(unwrap(deep).bodies[0]).not.toMatch(/s3cr3t/);
  const empty = '{"headers":[],"cookies": []}';
  expect(unwrap(empty)).toEqual({ bodies: [empty], notes: [] });
});

test("a body that speaks of a password, also one that is no webhook, is left as it is", () => {
  for (const text of ['{"namespace":"ChatApps","eventType":"a","payload":{"text":"token: 123"}}', '{"text":"my password: 123","token":5}']) {
    expect(unwrap(text)).toEqual({ bodies: [text], notes: [] });
  }
});

describe("1 MB costs no more than a moment, made of", () => {
  const pieces = ["x", "token:\\ ", "token: a\n ", "cookie:\\ \\;", "token", "token:", `"token":"`, `"token":`, "token:[", `token:["`, "token \t", "token, ", `token"`, "://", "://x", "-u ", " -u x:", '"', "\\", "&token=", "`", "cookie: ", "Bearer ", "\n"];
  for (const piece of pieces) {
    test(JSON.stringify(piece), () => {
      const text = piece.repeat(1_000_000 / piece.length);
      const start = performance.now();
      withoutSecrets(text);
      expect(performance.now() - start).toBeLessThan(3_000);
    });
  }
});
