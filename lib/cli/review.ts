import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { styleText } from "node:util";
import {
  countOf,
  fileReader,
  json,
  linesOf,
  markdown,
  review as compare,
  text,
  type Paint,
  type Review,
  type Side,
} from "../review";
import { failOnOf, formatOf, formatOfFile, wholeNumber, type Format, type ReviewOptions } from "./review-options";
import { paired, sideOf } from "./review-sides";

/**
 * Tells what a change means: compares two sides, prints the report and writes it to the files that were named. Returns
 * whether it found nothing as severe as `--fail-on` says.
 */
export function review(base: string, head: string, options: ReviewOptions): boolean {
  const format = formatOf(options.format);
  const files = (options.output ?? []).map((file) => ({ file, format: formatOfFile(file) }));
  const failOn = failOnOf(options.failOn);
  const nodes = wholeNumber("--nodes", options.nodes, 1);
  const limit = wholeNumber("--limit", options.limit, 1_000);
  const result = compare(...sidesOf(base, head, options), { nodes });
  for (const output of files) writeWhole(output.file, written(result, output.format, limit));
  process.stdout.write(written(result, format, limit, process.stdout.isTTY ? coloured : undefined));
  const { danger, warning } = countOf(linesOf(result));
  return failOn === undefined || danger + (failOn === "warning" ? warning : 0) === 0;
}

/** The texts that were read are forgotten when both sides are. */
function sidesOf(base: string, head: string, options: ReviewOptions): readonly [Side, Side] {
  const reader = fileReader();
  return paired(sideOf(base, options, reader), sideOf(head, options, reader));
}

function written(result: Review, format: Format, limit: number, paint?: Paint): string {
  if (format === "json") return `${JSON.stringify(json(result), null, 2)}\n`;
  return format === "text" ? text(result, paint) : markdown(result, limit);
}

const coloured: Paint = (part, shown) => {
  const style = ({ danger: "red", warning: "yellow", info: "dim", title: "bold", dim: "dim" } as const)[part];
  return styleText(style, shown);
};

/** The file is the old one or the new one, never a part. */
function writeWhole(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.partial`, content);
  renameSync(`${file}.partial`, file);
}
