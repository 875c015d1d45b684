// Bringing something into sight in its box.
//
// In: a box that scrolls, where something in it stands on the screen, how much is to be seen around it. Out: the box, scrolled no
// further than needed. Does not know: what it is. A box that does not scroll stays as it is.
//
// Why it exists: what the browser does of itself scrolls all that is around the box too. On a narrow page the text and its meaning
// stand under each other, and showing a place in the one would take away the other, in which the person is.

interface Rectangle {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function bringIntoSight(box: Element, { top, bottom, left, right }: Rectangle, margin = { x: 0, y: 0 }): void {
  const frame = box.getBoundingClientRect();
  box.scrollTop += beyond(top - margin.y, bottom + margin.y, frame.top, frame.bottom);
  box.scrollLeft += beyond(left - margin.x, right + margin.x, frame.left, frame.right);
}

/** How far a stretch stands out of another; where it is the longer one, its beginning counts. */
function beyond(start: number, end: number, from: number, to: number): number {
  if (start < from) return start - from;
  return end > to ? Math.min(end - to, start - from) : 0;
}
