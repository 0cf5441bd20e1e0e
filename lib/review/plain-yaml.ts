import { plainScalar } from "./plain-scalar";

/**
 * The documents of a text of YAML that is written in the plain way of programs: block mappings and lists, literal blocks, and
 * values of one line. Undefined for whatever else stands in it, be it wrong or only unusual: that is left to the reader of
 * all YAML, which takes ten times as long. Empty documents are null.
 *
 * @param isKept whether somebody holds the text as long as the values anyway; they are parts of it then, and copies otherwise
 */
export function readPlainYaml(text: string, isKept = true): readonly unknown[] | undefined {
  if (UNUSUAL_CHARACTER.test(text)) return undefined;
  try {
    return new PlainReader(text, isKept).documents();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** What YAML does not allow, what it takes for an end of line, and tabs, which count in some places. */
const UNUSUAL_CHARACTER =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Shorter parts are copies in V8 anyway. */
const SHARED_FROM = 13;

class Unusual extends Error {}

const [SPACE, HASH, DASH, COLON] = [0x20, 0x23, 0x2d, 0x3a];
/** How deep a line of `---`, and the end of the text, are: outside everything. */
const OUTSIDE = -1;

/** Stands on a line that holds something; `indent` and `from` move to the right when a `- ` has been read. */
class PlainReader {
  private indent = OUTSIDE;
  private from = 0;
  private to = -1;

  constructor(
    private readonly text: string,
    private readonly isKept: boolean,
  ) {}

  documents(): unknown[] {
    const found: unknown[] = [];
    this.next();
    if (this.indent !== OUTSIDE) found.push(this.block());
    while (!this.isEnd()) {
      if (this.indent !== OUTSIDE) throw new Unusual();
      this.next();
      found.push(this.indent === OUTSIDE ? null : this.block());
    }
    return found;
  }

  private isEnd(): boolean {
    return this.from >= this.text.length;
  }

  /** To the next line that is neither empty nor a comment. */
  private next(): void {
    const { text } = this;
    for (;;) {
      const start = this.to + 1;
      this.from = start;
      if (start >= text.length) break;
      this.to = this.endOfLine(start);
      this.from = this.afterSpaces(start);
      if (this.from === this.to || text.charCodeAt(this.from) === HASH) continue;
      this.indent = this.from - start;
      if (this.indent > 0 || !text.startsWith("---", start)) return;
      if (text.slice(start, this.to).trimEnd() !== "---") throw new Unusual();
      break;
    }
    this.indent = OUTSIDE;
  }

  private endOfLine(start: number): number {
    const end = this.text.indexOf("\n", start);
    return end < 0 ? this.text.length : end;
  }

  private afterSpaces(start: number): number {
    let at = start;
    while (this.text.charCodeAt(at) === SPACE) at++;
    return at;
  }

  private block(): unknown {
    return this.isItem() ? this.list() : this.mapping();
  }

  private isItem(): boolean {
    return this.text.charCodeAt(this.from) === DASH && this.isGap(this.from + 1);
  }

  private isGap(at: number): boolean {
    return at >= this.to || this.text.charCodeAt(at) === SPACE;
  }

  private list(): unknown[] {
    const { indent } = this;
    const items: unknown[] = [];
    while (this.indent === indent && this.isItem()) {
      const at = this.afterSpaces(this.from + 1);
      if (at < this.to && (this.keyEnd(at) > 0 || (this.text.charCodeAt(at) === DASH && this.isGap(at + 1)))) {
        this.indent += at - this.from;
        this.from = at;
        items.push(this.block());
      } else items.push(this.value(at, indent, false));
    }
    if (this.indent > indent) throw new Unusual();
    return items;
  }

  private mapping(): Record<string, unknown> {
    const { indent } = this;
    const found: Record<string, unknown> = {};
    while (this.indent === indent) {
      const end = this.keyEnd(this.from);
      if (end < 0) throw new Unusual();
      const key = this.text.slice(this.from, end);
      if (UNUSUAL_KEYS.has(key) || Object.hasOwn(found, key)) throw new Unusual();
      found[key] = this.value(this.afterSpaces(end + 1), indent, true);
    }
    if (this.indent > indent) throw new Unusual();
    return found;
  }

  /** Where the colon of `key: ` is; negative where no plain key is. */
  private keyEnd(start: number): number {
    const { text } = this;
    if (!isLetter(text.charCodeAt(start))) return -1;
    let at = start + 1;
    while (isOfKey(text.charCodeAt(at))) at++;
    return text.charCodeAt(at) === COLON && this.isGap(at + 1) ? at : -1;
  }

  /** What stands from here to the end of the line, or deeper on the next ones. */
  private value(at: number, indent: number, isOfMapping: boolean): unknown {
    if (at >= this.to) {
      this.next();
      return this.indent > indent || (isOfMapping && this.indent === indent && this.isItem()) ? this.block() : null;
    }
    const written = this.owned(this.text.slice(at, this.to).trimEnd());
    if (written === "|" || written === "|-") return this.literal(indent, written === "|");
    const scalar = plainScalar(written);
    if (!scalar) throw new Unusual();
    this.next();
    // It goes on.
    if (this.indent > indent) throw new Unusual();
    return scalar.value;
  }

  /** A part of a text holds all of it in memory. */
  private owned(part: string): string {
    return this.isKept || part.length < SHARED_FROM ? part : Buffer.from(part).toString();
  }

  private literal(indent: number, isClosed: boolean): string {
    const { text } = this;
    const start = this.to + 1;
    const width = this.afterSpaces(start) - start;
    if (width <= indent || start + width >= this.endOfLine(start)) throw new Unusual();
    let end = start;
    while (end < text.length) {
      const to = this.endOfLine(end);
      const own = this.afterSpaces(end) - end;
      const isEmpty = end + own === to;
      // A line of spaces may be content, and may be none.
      if (isEmpty ? own > 0 : own > indent && own < width) throw new Unusual();
      if (!isEmpty && own <= indent) break;
      end = to + 1;
    }
    this.to = Math.min(end, text.length + 1) - 1;
    let last = this.to;
    while (text.charCodeAt(last - 1) === 0x0a) last--;
    const part = text.slice(start + width, last);
    // Joined rather than replaced: V8 would keep the lines, and through them the whole text, as parts of the result.
    const content = part.includes("\n") ? part.split(`\n${" ".repeat(width)}`).join("\n") : this.owned(part);
    this.next();
    return isClosed ? `${content}\n` : content;
  }
}

/** Texts as values, and something else as keys in some readers of YAML. */
const UNUSUAL_KEYS: ReadonlySet<string> = new Set(["null", "Null", "NULL", "__proto__"]);

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

/** Letters, digits, and what names of labels are made of: `- . / _`. */
function isOfKey(code: number): boolean {
  return isLetter(code) || (code >= 0x2d && code <= 0x39);
}
