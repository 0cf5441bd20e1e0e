/** Where the time of the rules goes, and whether they have anything to read and to record. */
export async function detailsOf(prometheus, { files, recorded }) {
  const groups = await prometheus.rules();
  return {
    groups: groups.length,
    byInterval: shareByInterval(groups),
    longestGroupSeconds: Math.max(...groups.map(({ evaluationTime }) => evaluationTime)),
    notInactive: notInactive(groups),
    ...(await emptySelectors(prometheus, files)),
    silentRecordings: await silentRecordings(prometheus, recorded),
    rulesByTime: rulesByTime(groups),
  };
}

/** For each interval, the groups that have it, and the share of it that their last evaluations took one after the other. */
function shareByInterval(groups) {
  const result = {};
  for (const { interval, evaluationTime, rules } of groups) {
    const entry = (result[interval] ??= { groups: 0, rules: 0, share: 0 });
    entry.groups++;
    entry.rules += rules.length;
    entry.share += evaluationTime / interval;
  }
  return result;
}

/** Alerts that are pending or firing: nothing should be wrong in this world, and an alert that fires costs more. */
function notInactive(groups) {
  const result = {};
  for (const { name, state } of groups.flatMap(({ rules }) => rules)) {
    if (state !== undefined && state !== "inactive") result[name] = (result[name] ?? 0) + 1;
  }
  return result;
}

/**
 * The selectors that find no series, of one service and of the stack itself; those of the other services have the same
 * shape.
 */
async function emptySelectors(prometheus, files) {
  const sample = [files.find(({ platform }) => !platform), ...files.filter(({ platform }) => platform)];
  const selectors = [...new Set(sample.flatMap(({ selectors }) => selectors.map(({ text }) => text)))];
  const found = await Promise.all(selectors.map((text) => prometheus.query(`count(last_over_time(${text}[5m]))`)));
  return { selectors: selectors.length, emptySelectors: selectors.filter((_, index) => found[index].length === 0) };
}

async function silentRecordings(prometheus, recorded) {
  const names = [...recorded];
  const found = await Promise.all(names.map((name) => prometheus.query(`count(${name})`)));
  return names.filter((_, index) => found[index].length === 0);
}

/** The rules of all services by their name, dearest first, with the share of the interval that all of a name take. */
function rulesByTime(groups) {
  const byName = new Map();
  for (const { interval, rules } of groups) {
    for (const { name, type, query, evaluationTime } of rules) {
      const key = type === "recording" && query.startsWith("vector(") ? `${name} (constant)` : name;
      const entry = byName.get(key) ?? { share: 0, times: [], query };
      byName.set(key, entry);
      entry.share += evaluationTime / interval;
      entry.times.push(evaluationTime * 1e6);
    }
  }
  return [...byName]
    .map(([name, { share, times, query }]) => ({
      name,
      rules: times.length,
      share,
      medianMicroseconds: median(times),
      query,
    }))
    .toSorted((a, b) => b.share - a.share);
}

function median(numbers) {
  return Math.round(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]);
}
