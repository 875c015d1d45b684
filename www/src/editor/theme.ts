// How the text looks.
//
// In: the page's custom properties, which reach into the shadow root. Out: rules for CodeMirror. Does not know: which theme
// is chosen. The squiggles and gutter marks that come with CodeMirror are pictures in data URLs, which the page's policy
// forbids; these are drawn by text decorations and shapes.
//
// Why it exists: the text is to look like the rest of the page, in both themes.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const squiggle = (color: string) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy ${color} 1.5px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});

const gutterMark = (color: string, shape: string) => ({
  content: "none",
  width: "0.5rem",
  height: "0.5rem",
  margin: "0 auto",
  backgroundColor: color,
  clipPath: shape,
});

/**
 * On paper lines are broken anew, and pushed to the next sheet, which the gutter would not know: the lines count themselves.
 * Those that are folded away would be missed in the count, so then there is none.
 */
const onPaper = {
  ".cm-gutters, .cm-cursorLayer, .cm-selectionLayer": { display: "none !important" },
  ".cm-scroller": { overflow: "visible" },
  ".cm-content": { whiteSpace: "pre-wrap", overflowWrap: "anywhere", flexShrink: "1", minWidth: "0", counterReset: "line" },
  ".cm-line": { counterIncrement: "line", paddingLeft: "3.5rem" },
  ".cm-content:not(:has(.cm-foldPlaceholder)) .cm-line::before": {
    content: "counter(line)",
    display: "inline-block",
    width: "3rem",
    margin: "0 0.5rem 0 -3.5rem",
    textAlign: "end",
    color: "var(--muted)",
  },
};

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--surface)", fontSize: "var(--size-small)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "0.5rem 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 0.75rem 0 0.25rem" },
  ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", borderRight: "none" },
  ".cm-activeLine": { backgroundColor: "var(--active)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--active)", color: "var(--text)" },
  "&:not(.cm-focused) .cm-activeLine, &:not(.cm-focused) .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  ".cm-lit-selected": { backgroundColor: "var(--lit)", borderRadius: "2px" },
  ".cm-lit-hovered": { backgroundColor: "var(--lit)", borderRadius: "2px" },
  ".cm-matchingBracket": { backgroundColor: "var(--lit) !important", outline: "none" },
  ".cm-nonmatchingBracket": { backgroundColor: "transparent !important" },
  ".cm-placeholder": { color: "var(--muted)", whiteSpace: "normal" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--active)", border: "1px solid var(--line)", color: "var(--muted)", padding: "0 0.25rem" },
  ".cm-foldGutter .cm-gutterElement": { cursor: "pointer", padding: "0 0.125rem" },
  ".cm-specialChar": { color: "var(--error)" },

  ".cm-lintRange-error": squiggle("var(--error)"),
  ".cm-lintRange-warning": squiggle("var(--warning)"),
  ".cm-lintRange-info": squiggle("var(--info)"),
  ".cm-lintRange-active": { backgroundColor: "transparent" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--error)" },
  ".cm-lintPoint-warning::after": { borderBottomColor: "var(--warning)" },
  ".cm-lintPoint-info::after": { borderBottomColor: "var(--info)" },
  ".cm-gutter-lint": { width: "1rem" },
  ".cm-gutter-lint .cm-gutterElement": { display: "grid", placeItems: "center", padding: "0" },
  ".cm-lint-marker": { width: "0.5rem", height: "0.5rem", forcedColorAdjust: "none" },
  ".cm-lint-marker-error": gutterMark("var(--error)", "circle(50%)"),
  ".cm-lint-marker-warning": gutterMark("var(--warning)", "polygon(50% 0, 100% 100%, 0 100%)"),
  ".cm-lint-marker-info": gutterMark("var(--info)", "inset(15%)"),

  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--line)", borderRadius: "6px", boxShadow: "var(--shadow)", maxWidth: "28rem", overflow: "hidden" },
  ".cm-diagnostic": { padding: "0.375rem 0.625rem", borderLeft: "3px solid var(--info)", fontFamily: "var(--sans)", fontSize: "var(--size-small)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--accent)", color: "var(--on-accent)", padding: "0.125rem 0.5rem", borderRadius: "4px", marginLeft: "0.5rem", font: "inherit" },

  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "0.5rem", fontFamily: "var(--sans)", fontSize: "var(--size-small)" },
  ".cm-panel.cm-search label": { fontSize: "var(--size-small)" },
  ".cm-textfield": { backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--control)", borderRadius: "4px", fontSize: "var(--size-small)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", color: "var(--text)", border: "1px solid var(--control)", borderRadius: "4px", fontSize: "var(--size-small)" },
  ".cm-panel.cm-search [name=close]": { color: "var(--text)", fontSize: "var(--size-title)" },
  ".cm-searchMatch": { backgroundColor: "var(--lit)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-diagnosticAction:focus-visible": { outline: "2px solid var(--accent)", outlineOffset: "1px" },

  "@media print": onPaper,
});

export const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--text)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--scalar)" },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: "var(--muted)" },
]);
