/** What `each` gives for every item, one after the other: no two questions are asked at once, and progress has an order. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const item of items) results.push(await each(item));
  return results;
}
