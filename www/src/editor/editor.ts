// The text of the body, as CodeMirror shows it.
//
// In: text, marks, where to go. Out: what the person changed, and where the cursor is. Does not know: webhooks, the worker,
// the rest of the page. It lives in a shadow root: there CodeMirror keeps its rules in constructed style sheets, which a
// strict Content-Security-Policy allows, instead of in a style element, which it does not.
//
// Why it exists: no other part of the page has to know CodeMirror.

import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic as Mark } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorSelection, EditorState, Prec, StateEffect, StateField, Text, Transaction, type Extension, type Range, type SelectionRange, type StateCommand } from "@codemirror/state";
import {
  Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap,
  lineNumbers, placeholder, tooltips, type DecorationSet, type ViewUpdate,
} from "@codemirror/view";
import { bringIntoSight } from "../sight";
import { isBodyOfItsOwn } from "./paste";
import { highlighting, theme } from "./theme";

export interface Place {
  readonly start: number;
  readonly end: number;
}

interface EditorEvents {
  /** The text is another one: by a key press, or all at once by what is not typed. */
  changed(isAtOnce: boolean): void;
  /** The person moved the cursor. */
  moved(offset: number): void;
  /** The pointer rests on a character. */
  hovered(offset: number | undefined): void;
  /** A body of its own was pasted, which is not inserted. */
  pasted(text: string): void;
}

export type { Mark };

/** What is lit up from outside, and why. */
const setLit = StateEffect.define<{ hovered: Place | undefined; selected: Place | undefined }>();

const lit = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setLit)) next = marksOf(effect.value, transaction.state.doc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marksOf(places: { hovered: Place | undefined; selected: Place | undefined }, length: number): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  for (const name of ["selected", "hovered"] as const) {
    const place = places[name];
    const [from, to] = place ? [Math.min(place.start, length), Math.min(place.end, length)] : [0, 0];
    if (to > from) ranges.push(Decoration.mark({ class: `cm-lit-${name}` }).range(from, to));
  }
  return Decoration.set(ranges, true);
}

/** How much is seen above and below of what is gone to, in pixels. */
const MARGIN = 48;

export class Editor {
  readonly #view: EditorView;
  readonly #events: EditorEvents;
  readonly #wrapping = new Compartment();
  readonly #aids = new Compartment();
  #isWrapped = true;
  /** The state with the body as it is, while its masked form is shown. */
  #unmasked: EditorState | undefined;
  /** What was gone to last without the page around being moved. */
  #goneToInside: SelectionRange | undefined;

  constructor(parent: HTMLElement, events: EditorEvents) {
    this.#events = events;
    const root = parent.attachShadow({ mode: "open" });
    this.#view = new EditorView({ state: this.#stateOf("", editable), parent: root, root });
  }

  /** The body as it is, also while it is masked. */
  get doc(): Text {
    return (this.#unmasked ?? this.#view.state).doc;
  }

  /** Where the cursor is; at the end that moves, where more is chosen. */
  get cursor(): number {
    return this.#view.state.selection.main.head;
  }

  get isMasked(): boolean {
    return this.#unmasked !== undefined;
  }

  /** A state to come back to: text, history, cursor. */
  get saved(): EditorState {
    return this.#unmasked ?? this.#view.state;
  }

  open(body: string | EditorState): void {
    this.#unmasked = undefined;
    this.#view.setState(typeof body === "string" ? this.#stateOf(body, editable) : body);
    this.#configure();
    this.#view.scrollDOM.scrollTop = 0;
  }

  /** Shows a masked form instead of the text; it has the same length, so that all places stay the same. */
  showMasked(text: string): void {
    this.#unmasked ??= this.#view.state;
    const { main } = this.#view.state.selection;
    this.#view.setState(this.#stateOf(text, [readOnly, this.#hiddenHistory()]));
    const length = this.#view.state.doc.length;
    this.#view.dispatch({ selection: { anchor: Math.min(main.anchor, length), head: Math.min(main.head, length) } });
    this.#configure();
  }

  unmask(): void {
    if (this.#unmasked === undefined) return;
    this.#view.setState(this.#unmasked);
    this.#unmasked = undefined;
    this.#configure();
  }

  /** Replaces the whole text, as one step that can be undone. */
  replace(text: string): void {
    const { length } = this.doc;
    this.change([{ from: 0, to: length, insert: text }], "replace");
  }

  /** Changes the text, as one step that can be undone. Under a mask the hidden text is changed. */
  change(changes: readonly { from: number; to: number; insert: string }[], userEvent: string): void {
    const spec = { changes: [...changes], annotations: Transaction.userEvent.of(userEvent) };
    if (this.#unmasked === undefined) {
      this.#view.dispatch(spec);
      this.#configure();
      return;
    }
    this.#unmasked = this.#unmasked.update(spec).state;
    this.#events.changed(true);
  }

  /** Under a mask, undo and redo are of the text that it hides. */
  #hiddenHistory(): Extension {
    const onHidden = (command: StateCommand) => () => {
      const state = this.#unmasked;
      const dispatch = (transaction: Transaction) => {
        this.#unmasked = transaction.state;
        this.#events.changed(true);
      };
      return state !== undefined && (command({ state, dispatch }) || true);
    };
    return Prec.highest(keymap.of([
      { key: "Mod-z", run: onHidden(undo), shift: onHidden(redo), preventDefault: true },
      { key: "Mod-y", run: onHidden(redo), preventDefault: true },
    ]));
  }

  mark(marks: readonly Mark[]): void {
    this.#view.dispatch(setDiagnostics(this.#view.state, marks));
  }

  light(hovered: Place | undefined, selected: Place | undefined): void {
    this.#view.dispatch({ effects: setLit.of({ hovered, selected }) });
  }

  /** Goes to a place: chooses it, or only shows it to somebody who is elsewhere on the page; the page stays where it is then. */
  reveal({ start, end }: Place, options: { select?: boolean; focus?: boolean } = {}): void {
    const length = this.#view.state.doc.length;
    const [from, to] = [Math.min(start, length), Math.min(end, length)];
    const target = EditorSelection.cursor(from);
    this.#goneToInside = options.select ? undefined : target;
    this.#view.dispatch({
      ...(options.select ? { selection: { anchor: from, head: to } } : {}),
      effects: EditorView.scrollIntoView(target, { y: "nearest", yMargin: MARGIN, x: "nearest" }),
    });
    if (options.focus) this.#view.focus();
  }

  #scrollInside(view: EditorView, range: SelectionRange): boolean {
    if (range !== this.#goneToInside) return false;
    // CodeMirror itself tells no places in the middle of this.
    const { node, offset } = view.domAtPos(range.head);
    const character = document.createRange();
    character.selectNodeContents(node);
    if (node instanceof window.Text && offset < node.length) {
      character.setStart(node, offset);
      character.setEnd(node, offset + 1);
    }
    const gutters = view.dom.querySelector(".cm-gutters")?.clientWidth ?? 0;
    bringIntoSight(view.scrollDOM, character.getBoundingClientRect(), { x: gutters, y: MARGIN });
    return true;
  }

  wrap(isWrapped: boolean): void {
    this.#isWrapped = isWrapped;
    this.#configure();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Brings in what depends on the text that is there and on the settings. */
  #configure(): void {
    this.#view.dispatch({
      effects: [
        this.#wrapping.reconfigure(this.#isWrapped ? EditorView.lineWrapping : []),
        this.#aids.reconfigure(aidsFor(this.#view.state.doc)),
      ],
    });
  }

  #stateOf(text: string, access: Extension): EditorState {
    return EditorState.create({ doc: text, extensions: [this.#extensions(), access] });
  }

  #extensions(): Extension {
    return [
      Prec.highest(EditorView.domEventHandlers({ paste: (event, view) => this.#onPaste(event, view) })),
      lineNumbers(),
      lintGutter(),
      codeFolding(),
      foldGutter({ openText: "▾", closedText: "▸" }),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      search({ top: true }),
      keymap.of([...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap]),
      json(),
      syntaxHighlighting(highlighting),
      theme,
      lit,
      this.#wrapping.of(EditorView.lineWrapping),
      this.#aids.of(aidsFor(Text.empty)),
      EditorView.scrollHandler.of((view, range) => this.#scrollInside(view, range)),
      tooltips({ position: "absolute" }),
      placeholder("Paste a webhook: the JSON, or the request, cURL command or log line it stands in."),
      EditorView.contentAttributes.of({ "aria-label": "Body of the webhook", spellcheck: "false", tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.#events.changed(!update.transactions.some((one) => one.isUserEvent("input.type") || one.isUserEvent("delete")));
        if (bringsSpecial(update)) this.#configure();
        const isMoved = update.selectionSet && update.transactions.some((one) => one.isUserEvent("select"));
        if (isMoved) this.#events.moved(update.state.selection.main.head);
      }),
      EditorView.domEventHandlers({
        mousemove: (event, view) => {
          this.#events.hovered(view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? undefined);
        },
        mouseleave: () => this.#events.hovered(undefined),
        beforeinput: insertInLongLine,
      }),
    ];
  }

  #onPaste(event: ClipboardEvent, view: EditorView): boolean {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text === "") return false;
    const { doc, selection } = view.state;
    const { from, to } = selection.main;
    const surroundings = { before: doc.sliceString(0, from), selected: doc.sliceString(from, to), after: doc.sliceString(to) };
    // What is masked is read-only, so there is nothing to insert into.
    if (!this.isMasked && !isBodyOfItsOwn(text, surroundings)) return false;
    event.preventDefault();
    this.#events.pasted(text);
    return true;
  }
}

/** From this length of a line on, what is typed is put in by us, and what goes through all of the line is left out. */
const LONG_LINE_UNITS = 100_000;

/** What acts on text instead of being seen in it, or is not seen at all. */
const SPECIAL = /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffc]/u;

/**
 * Brackets that match and marks for special characters, for which CodeMirror goes through all of a line at each key, however
 * little of it is seen. In a long line special characters are marked only where there are any.
 */
function aidsFor(doc: Text): Extension {
  let isLong = false;
  for (const line of doc.iterLines()) {
    if (line.length < LONG_LINE_UNITS) continue;
    if (SPECIAL.test(line)) return highlightSpecialChars();
    isLong = true;
  }
  return isLong ? [] : [highlightSpecialChars(), bracketMatching()];
}

function bringsSpecial({ changes }: ViewUpdate): boolean {
  let isSpecial = false;
  changes.iterChanges((_from, _to, _start, _end, inserted) => {
    for (const line of inserted.iterLines()) isSpecial ||= SPECIAL.test(line);
  });
  return isSpecial;
}

/**
 * CodeMirror lets the browser change the page and then reads the line back to see what was typed; with millions of
 * characters in the line that takes longer than a key press may.
 */
function insertInLongLine(event: InputEvent, view: EditorView): boolean {
  const isPlain = event.inputType === "insertText" && event.data !== null && !event.isComposing && !view.state.readOnly;
  if (!isPlain || view.state.doc.lineAt(view.state.selection.main.head).length < LONG_LINE_UNITS) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data!), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

const editable: Extension = [];
const readOnly: Extension = [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })];
