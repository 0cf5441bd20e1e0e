import type { Block } from "./markdown";

/** One command as its words, in the order of the page. */
export interface Command {
  readonly block: Block;
  readonly words: readonly string[];
}

/** The commands of a block: without comments, lines that go on joined, chains and pipes taken apart. */
export function commandsOf(block: Block): Command[] {
  return block.text
    .replaceAll("\\\n", " ")
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, ""))
    .flatMap(split)
    .map((words) => ({ block, words }));
}

/** The value after an option, or undefined. */
export function optionOf(words: readonly string[], option: string): string | undefined {
  const index = words.indexOf(option);
  return index < 0 ? words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1) : words[index + 1];
}

/** Words that are no options and no values of the named ones. */
export function operandsOf(words: readonly string[], optionsWithValue: readonly string[]): string[] {
  return words.filter((word, i) => !word.startsWith("-") && !optionsWithValue.includes(words[i - 1] ?? ""));
}

/** Words outside of quotes are told by blanks; `&&`, `|`, `;` and `&` end a command, and so do the words of a loop. */
function split(line: string): string[][] {
  const words = [...line.matchAll(/(?:[^\s"';&|]|&(?=[^\s&])|"[^"]*"|'[^']*')+|&&|[|;&]/g)].map(([word]) => word);
  const commands: string[][] = [[]];
  for (const word of words) {
    if (["&&", "|", ";", "&", "while", "do", "done"].includes(word)) commands.push([]);
    else commands.at(-1)?.push(word.replaceAll(/["']/g, ""));
  }
  return commands.filter((command) => command.length > 0);
}
