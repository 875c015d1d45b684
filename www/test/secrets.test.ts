// What would let somebody in is not kept, in whatever syntax it was pasted.

import { describe, expect, test } from "vitest";
import { withoutSecrets } from "../src/unwrap/secrets";

const SECRET = "s3cr3t/+42==";

describe("a secret goes out of", () => {
  const cases: Record<string, string> = {
    "a header": `POST /h HTTP/1.1\r\nAuthorization: Digest a="b", c="${SECRET}"\r\nHost: a`,
    "a header that curl shows": `> authorization: Bearer ${SECRET}\n< set-cookie: a=${SECRET}; b="${SECRET}"`,
    "a header of 8x8": `X-8x8-Signature: ${SECRET}`,
    "an option of curl": `curl -H 'Authorization: Bearer ${SECRET}' -H "Cookie: a=\\"b\\"; c=${SECRET}" --header $'X-Api-Key: ${SECRET}'`,
    "an option with two parts": `curl -u user:${SECRET} -b 'a=b; c=${SECRET}' --oauth2-bearer "${SECRET}" -uuser:${SECRET}`,
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

describe("1 MB costs no more than a moment, made of", () => {
  const pieces = ["x", "token", "token:", `"token":"`, `"token":`, "token:[", `token:["`, "token \t", "token, ", `token"`, "://", "://x", "-u ", " -u x:", '"', "\\", "&token=", "`", "cookie: ", "Bearer ", "\n"];
  for (const piece of pieces) {
    test(JSON.stringify(piece), () => {
      const text = piece.repeat(1_000_000 / piece.length);
      const start = performance.now();
      withoutSecrets(text);
      expect(performance.now() - start).toBeLessThan(3_000);
    });
  }
});
