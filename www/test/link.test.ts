// A link carries a body there and back, for ever.

import { expect, test } from "vitest";
import { fromFragment, isShared, LinkError, toFragment } from "../src/share/link";

/** Made on the day that version 1 was finished. It must open as long as there is a page. */
const OLD = "s=1.JckxCoAwEATAv2ztC9KJX7A8CKdZVCQxeKco4t8tnHYeOC9HwCMommlVRwqCoJvV21pN0Ah4snh_17-WMmxHSTHTTCfGnSOXk0nwokFWW5kQfD_4fg";

test("there and back", async () => {
  for (const text of ["", "{}", `{"a":"é😀\u202e\\ud83d"}`, "x".repeat(1_000_000)]) {
    for (const masked of [true, false]) {
      const fragment = await toFragment({ text, masked });
      expect(isShared(`#${fragment}`)).toBe(true);
      expect(await fromFragment(`#${fragment}`)).toEqual({ text, masked });
    }
  }
});

test("a link of version 1 opens", async () => {
  expect(await fromFragment(OLD)).toEqual({ text: `{"namespace":"ChatApps","eventType":"inbound_message_received"}`, masked: true });
});

test("what programs that pass a link on did to it does no harm", async () => {
  const good = await toFragment({ text: "{}", masked: true });
  for (const tail of [".", ")", ").", ">", "&utm_source=chat", "%20", "*", '"', "==", "…"]) {
    expect(await fromFragment(good + tail), tail).toEqual({ text: "{}", masked: true });
  }
  for (const escaped of [good.replace("=", "%3D"), good.replace("=", "%3d").replace(".", "%2E"), good.replaceAll(/[^]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)]) {
    expect(isShared(`#${escaped}`)).toBe(true);
    expect(await fromFragment(escaped)).toEqual({ text: "{}", masked: true });
  }
});

test("a link that is damaged, of the future, or a bomb says so", async () => {
  const good = await toFragment({ text: "{}", masked: true });
  const bomb = await toFragment({ text: "x".repeat(40_000_000), masked: true });
  for (const fragment of [good.slice(0, -4), "s=1.", "s=1.%%%", "s=", "s=2.AAAA", "s=1.AAAA", bomb]) {
    await expect(fromFragment(fragment), fragment.slice(0, 20)).rejects.toThrow(LinkError);
  }
  await expect(fromFragment("s=99.AAAA")).rejects.toThrow(/newer version/);
});

test("other fragments are not ours", () => {
  for (const fragment of ["", "#", "#code-comment", "#reference"]) expect(isShared(fragment)).toBe(false);
});
