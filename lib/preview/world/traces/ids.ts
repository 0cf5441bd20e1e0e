import { hash } from "../hash";

/** So many hexadecimal digits, a multiple of eight, for a text: the id of a trace (32) or of a span (16). */
export function hexId(text: string, digits: number): string {
  let id = "";
  for (let part = 0; id.length < digits; part += 1) id += hash(`${part} ${text}`).toString(16).padStart(8, "0");
  return id;
}
