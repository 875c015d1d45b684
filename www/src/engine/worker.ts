// The worker: everything that may take longer than a key press.
//
// In: questions, one at a time, in order. Out: answers with the number of their question. Does not know: the screen.
//
// Why it exists: the page answers to its keys while a body of megabytes is read.

import { redact } from "chatapps-webhook";
import { unwrap } from "../unwrap";
import { compare } from "./compare";
import { format } from "./format";
import { mend } from "./mend";
import type { Question, Questions } from "./protocol";
import { glance, read } from "./read";
import { report } from "./report";

const answers: { [Q in Question]: (asked: Questions[Q]["asked"]) => Questions[Q]["answered"] } = {
  unwrap,
  read,
  glance,
  mend,
  format: ({ text, form }) => format(text, form),
  compare: ({ left, right, masked }) => compare(left, right, masked),
  report,
  mask: redact,
};

addEventListener("message", ({ data }: MessageEvent<{ number: number; question: Question; asked: never }>) => {
  const { number, question, asked } = data;
  try {
    postMessage({ number, answer: answers[question](asked) });
  } catch (error) {
    postMessage({ number, error: error instanceof Error ? error.message : String(error) });
  }
});
