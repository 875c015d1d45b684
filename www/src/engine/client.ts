// The page's side of the worker.
//
// In: questions. Out: promises of answers. Does not know: what is asked. The worker is made of the page's own code as a
// blob, so that it works from disk and stands under the page's Content-Security-Policy: it can reach nothing either.
//
// Why it exists: to the rest of the page a question is a function call, wherever it is answered.

import EngineWorker from "./worker?worker&inline";
import type { Question, Questions } from "./protocol";

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
}

export class Engine {
  readonly #worker = new EngineWorker();
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<{ number: number; answer: never; error?: string }>) => {
      const waiting = this.#waiting.get(data.number);
      this.#waiting.delete(data.number);
      if (data.error === undefined) waiting?.resolve(data.answer);
      else waiting?.reject(new Error(data.error));
    });
    this.#worker.addEventListener("error", (event) => {
      const failed = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of failed) reject(new Error(event.message || "The reader stopped."));
    });
  }

  ask<Q extends Question>(question: Q, asked: Questions[Q]["asked"]): Promise<Questions[Q]["answered"]> {
    const number = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting["resolve"], reject });
      this.#worker.postMessage({ number, question, asked });
    });
  }
}
