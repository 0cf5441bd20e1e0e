/** FNV-1a of a text, 32 bits: what looks random here, and is the same each time. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  // Texts that differ in their last character alone would come out close together.
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  value = Math.imul(value ^ (value >>> 12), 0x297a2d39);
  return (value ^ (value >>> 15)) >>> 0;
}

/** A number from 0 up to 1 that belongs to a text. */
export function share(text: string): number {
  return hash(text) / 2 ** 32;
}

/** As many characters as are asked for, of those that Kubernetes makes names of. */
export function suffix(text: string, length: number): string {
  return Array.from({ length }, (_, index) => LETTERS.charAt(hash(`${text}/${index}`) % LETTERS.length)).join("");
}

/** No vowels, so that no words come out. @see https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
