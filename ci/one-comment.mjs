/**
 * Keeps one comment with this marker: changes it, or writes it if there is none, unless `create` is false. Returns what it did.
 * Two jobs at once both find none and write one, so it looks again and takes all but the oldest away.
 */
export async function keepOneComment(host, { marker, body, create }) {
  const [first, ...others] = await ownComments(host, marker);
  if (first) {
    if (sameText(first.body, body)) return removeAll(host, others, "unchanged");
    await host.update(first.id, body);
    return removeAll(host, others, "updated");
  }
  if (!create) return "none";
  const written = await host.create(body);
  const [oldest, ...newer] = await ownComments(host, marker);
  if (oldest && oldest.id !== written?.id) await host.update(oldest.id, body);
  return removeAll(host, newer, "created");
}

/** Ours, the oldest first. A reply that quotes the marker does not begin with it. */
async function ownComments(host, marker) {
  const marked = (await host.comments()).filter(({ body }) => body?.trimStart().startsWith(marker));
  const own = [];
  for (const comment of marked) if (await host.isOwn(comment)) own.push(comment);
  return own.toSorted((one, other) => one.id - other.id);
}

async function removeAll(host, comments, done) {
  for (const { id } of comments) {
    try {
      await host.remove(id);
    } catch (error) {
      // The other job was faster.
      if (error.status !== 404) throw error;
    }
  }
  return done;
}

/** Hosts give line ends and the end of a text back in their own way. */
function sameText(one, other) {
  return one.replaceAll("\r\n", "\n").trim() === other.trim();
}
