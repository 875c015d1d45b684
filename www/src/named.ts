// Tables that are asked for names out of bodies.
//
// In: an object. Out: the same without a prototype, so that a member called `constructor` or `__proto__` finds nothing.
//
// Why it exists: names out of bodies are anybody's, and `table[name]` asks the prototype too.

export function named<T>(table: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, table);
}
