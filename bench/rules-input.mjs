import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { manyServices } from "./many-services.mjs";
import { selectorsOf } from "./rules-selectors.mjs";
import { seriesFor } from "./synthetic-series.mjs";

const require = createRequire(import.meta.url);
const { load } = require("js-yaml");

/** How much of the past the exporter tells at most: Prometheus takes an hour that it has not seen, and no more. */
export const LONGEST_HISTORY_SECONDS = 3300;

/**
 * The rules of so many services, and of the stack itself, as they are rendered; written to `directory`. With them the series
 * that they read, each with the number of the file whose series it is.
 */
export function rulesOf(services, directory) {
  const { render } = require("../dist/lib/core");
  const maps = render(manyServices(services))
    .map(({ object }) => object)
    .filter(({ kind }) => kind === "ConfigMap");
  const config = load(maps.find(({ metadata }) => metadata.name === "prometheus-config").data["prometheus.yml"]);
  const shards = maps.filter(({ metadata }) => metadata.name.startsWith("prometheus-rules-"));
  const files = shards.flatMap(fileList);
  mkdirSync(directory);
  for (const { name, text } of files) writeFileSync(join(directory, name), text);

  const rules = files.flatMap((file) => file.rules);
  const recorded = new Set(rules.map(({ record }) => record).filter(Boolean));
  const own = files.filter(({ platform }) => !platform);
  const sizes = shards.filter(({ metadata }) => metadata.name !== PLATFORM).map(sizeOf);
  const series = seriesOfFiles(files, recorded);
  return {
    global: {
      scrape_interval: config.global.scrape_interval,
      evaluation_interval: config.global.evaluation_interval,
    },
    files,
    recorded,
    series,
    size: {
      rules: rules.length,
      rulesPerService: own.flatMap((file) => file.rules).length / services,
      bytes: files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      bytesPerService: Math.round(own.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / services),
      shards: sizes.length,
      largestShardKiB: Math.round(Math.max(...sizes) / 1024),
      rawSeries: series.length,
    },
  };
}

const PLATFORM = "prometheus-rules-platform";

function fileList({ metadata, data }) {
  return Object.entries(data).map(([name, text]) => {
    const rules = load(text).groups.flatMap((group) => group.rules);
    const selectors = rules.flatMap(({ expr }) => selectorsOf(expr));
    return { name, text, rules, selectors, platform: metadata.name === PLATFORM };
  });
}

/**
 * What one service looks back on further than there are samples: recorded series begin with the run, and scraped ones an
 * hour before it. Such a range costs more once it is full.
 */
export function unfilledRanges({ files, recorded }, runSeconds) {
  return files
    .find(({ platform }) => !platform)
    .selectors.filter(
      ({ metric, reach }) => reach > (recorded.has(metric) ? runSeconds : LONGEST_HISTORY_SECONDS + 300),
    )
    .map(({ text, reach }) => ({ text, seconds: reach }));
}

function seriesOfFiles(files, recorded) {
  const unique = new Map();
  for (const [owner, { selectors }] of files.entries()) {
    for (const one of seriesFor(selectors.filter(({ metric }) => !recorded.has(metric)))) {
      const key = one.metric + JSON.stringify(Object.entries(one.labels).toSorted());
      if (!unique.has(key)) unique.set(key, { ...one, owner });
    }
  }
  return [...unique.values()];
}

function sizeOf({ data }) {
  return Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}
