/** Reads something whole only once, and only when somebody asks: of an inventory, of all changes. */
export function once<W extends object, T>(read: (whole: W) => T): (whole: W) => T {
  const known = new WeakMap<W, { readonly value: T }>();
  return (whole) => {
    const found = known.get(whole) ?? { value: read(whole) };
    known.set(whole, found);
    return found.value;
  };
}
