/** Strings that a pattern takes, the shortest and plainest; as many as wanted where it takes that many. */
export function examples(pattern, count) {
  const found = new Set();
  for (let seed = 0; seed < count * 4 && found.size < count; seed++) found.add(example(pattern, seed));
  const valid = [...found].filter((text) => new RegExp(`^(?:${pattern})$`, "s").test(text));
  if (valid.length === 0) throw new Error(`no example of the pattern ${pattern}`);
  return valid;
}

function example(pattern, seed) {
  let at = 0;
  const alternatives = () => {
    const all = [""];
    while (at < pattern.length && pattern[at] !== ")") {
      if (pattern[at] === "|") {
        at++;
        all.push("");
      } else all[all.length - 1] += repeated();
    }
    return all[seed % all.length];
  };
  const repeated = () => {
    const from = at;
    const once = atom();
    const quantifier = /^(?:\*|\+|\?|\{(\d+)(?:,\d*)?\})/.exec(pattern.slice(at));
    if (!quantifier) return once;
    const after = at + quantifier[0].length;
    let text = "";
    const times =
      quantifier[1] === undefined ? (quantifier[0] === "?" ? 0 : quantifier[0] === "*" ? 0 : 5) : Number(quantifier[1]);
    const digits = once.length === 1 && /\d/.test(once);
    for (let i = 0; i < (digits && quantifier[0] === "+" ? 1 : times); i++) {
      at = from;
      text += atom();
    }
    at = after;
    return text;
  };
  const atom = () => {
    const char = pattern[at++];
    if (char === "\\") return { d: String(seed % 10), w: "w" }[pattern[at++]] ?? pattern[at - 1];
    if (char === ".") return String(seed % 10);
    if (char === "(") {
      if (pattern.startsWith("?:", at)) at += 2;
      const text = alternatives();
      at++;
      return text;
    }
    if (char === "[") {
      const end = pattern.indexOf("]", at + 1);
      const set = pattern.slice(at, end);
      at = end + 1;
      if (set.startsWith("^")) return "x";
      return String.fromCharCode(
        set.charCodeAt(0) + (set[1] === "-" ? seed % (set.charCodeAt(2) - set.charCodeAt(0) + 1) : 0),
      );
    }
    return char === "^" || char === "$" ? "" : char;
  };
  return alternatives();
}
