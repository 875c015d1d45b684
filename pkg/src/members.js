// Objects whose members are not known beforehand.
//
// In: nothing. Out: an ordinary object without members, with the prototype of any other. Does not know: what is put into it.
//
// Why it exists, and is not written `{}`: V8 keeps with each shape of an object those that one more member makes of it, 1536 at
// most, and all code of a process shares those of `{}`. Once they are used up – a dictionary by id takes one for each first id –,
// every object that goes on from there gets a shape of its own, and all code that handles it is up to four times as slow. What
// a constructor makes has shapes of its own from the beginning.

export const Members = /* @__PURE__ */ (() => {
  function Members() {}
  Members.prototype = Object.prototype;
  return Members;
})();
