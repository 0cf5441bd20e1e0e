/** Names on a line: the first ones, and how many more there are. */
export function namesText(names: readonly string[], atMost = 4): string {
  const shown = names.slice(0, atMost).join(", ");
  return names.length > atMost ? `${shown} and ${names.length - atMost} more` : shown;
}

/** `1 alert`, `24 alerts` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
