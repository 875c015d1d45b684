// What the other files here say of types. Nothing of it runs: the compiler is the test.

/** Whether two types are the same, not only assignable to each other. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `expectType<Same<A, B>>()` compiles only where it is true. */
export declare function expectType<_T extends true>(): void;

/** Compiles only where every case has been handled. */
export declare function assertNever(value: never): never;
