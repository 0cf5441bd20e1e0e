/** Characters that are kept free for what closes a block. */
const CLOSING = 60;

/** Nobody sees it, and by it the comment is found again. The key tells several reviews of one request apart. */
export function markerOf(key) {
  return `<!-- cdk8s-observability review: ${key} -->`;
}

/** The comment: marker, report, and what it is of. Never longer than `limit` characters. */
export function commentOf({ key, report, head, run, limit }) {
  const footer = `\n\nOf commit ${head.slice(0, 8)}, by [this run](${run}).\n`;
  const start = `${markerOf(key)}\n`;
  return `${start}${fitting(report, run, limit - start.length - footer.length)}${footer}`;
}

/**
 * The report, cut at a line where it is too long. That is the last resort, as the command knows better what to leave out: a
 * danger that is cut off is told all the same.
 */
export function fitting({ markdown, ...json }, run, limit) {
  const text = markdown.trimEnd();
  if (text.length <= limit) return text;
  // What is the same for many services is one line.
  const dangers = dangersIn(json.services ?? json.environments);
  // What is missing makes the note longer, and what is kept shorter, until nothing more is cut off by it.
  for (let kept = cutAt(text, limit - noteOf([], run).length); ; ) {
    const note = noteOf(missingIn(kept, dangers), run);
    if (kept.length + note.length <= limit) return kept + note;
    const shorter = cutAt(text, Math.min(limit - note.length, kept.length - 1));
    if (shorter === "") return noteOf(dangers, run, limit);
    kept = shorter;
  }
}

/** The text of every finding that is a danger, wherever the report has it. */
export function dangersIn(value) {
  if (Array.isArray(value)) return [...new Set(value.flatMap(dangersIn))];
  if (value === null || typeof value !== "object") return [];
  const own = value.severity === "danger" && typeof value.text === "string" ? [value.text] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(dangersIn)])];
}

function missingIn(kept, dangers) {
  const plainText = plain(kept);
  return dangers.filter((danger) => !plainText.includes(plain(danger)));
}

/** Without what Markdown writes otherwise. */
function plain(text) {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[\\`*_]/g, "");
}

/** Whole lines from the start, with what they open closed again. */
function cutAt(text, length) {
  if (length <= 0) return "";
  const kept = text.slice(0, Math.max(0, text.lastIndexOf("\n", length - CLOSING)));
  const fences = kept.match(/^\s*```/gm)?.length ?? 0;
  const open = (kept.match(/<details/g)?.length ?? 0) - (kept.match(/<\/details>/g)?.length ?? 0);
  return kept && `${kept}${fences % 2 === 1 ? "\n```" : ""}${"\n</details>".repeat(Math.max(0, open))}`;
}

function noteOf(dangers, run, limit = Number.POSITIVE_INFINITY) {
  const start = `\n\nThe report is longer than a comment may be: [the whole of it](${run}).`;
  if (dangers.length === 0) return start;
  const count = `\n\nDangers that do not stand above: ${dangers.length}.`;
  const lines = [];
  let length = start.length + count.length;
  for (const danger of dangers) {
    const line = `\n- ${escaped(danger)}`;
    if (length + line.length > limit) break;
    length += line.length;
    lines.push(line);
  }
  return `${start}${count}${lines.join("")}`;
}

/** Nobody is mentioned and nothing becomes HTML because of what a manifest holds. */
function escaped(text) {
  return text
    .replaceAll(/[`*_~[\]\\]/g, String.raw`\$&`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/#(?=\d)/g, "&#35;")
    .replaceAll("@", "&#64;");
}
