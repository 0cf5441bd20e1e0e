/** A value on a part of a line: long ones are cut, nothing is told of what is not there but "none". */
export function shortly(value: unknown): string {
  if (value === undefined) return "none";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

const LONGEST = 60;
