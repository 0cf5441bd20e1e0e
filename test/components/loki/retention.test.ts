import type { LogStreams, StreamRetention } from "../../../lib/components/loki";
import { lokiProblems, sectionOf } from "./a-loki";

function limitsWith(...retentionByStream: readonly StreamRetention[]) {
  return sectionOf({ retention: "10d", retentionByStream }, "limits_config");
}

test("keeps all lines equally long by default", () => {
  const limits = limitsWith();

  expect(limits["retention_period"]).toBe("10d");
  expect(limits).not.toHaveProperty("retention_stream");
});

test("the first entry that fits counts", () => {
  const limits = limitsWith(
    { streams: { namespace: "shop", service: "audit" }, keep: "365d" },
    { streams: { namespace: "shop" }, keep: "5d" },
    { streams: { service: { re: "debug-.+" }, environment: { not: "production" } }, keep: "1d" },
  );

  expect(limits["retention_stream"]).toEqual([
    { selector: '{service_name="audit",k8s_namespace_name="shop"}', priority: 3, period: "365d" },
    { selector: '{k8s_namespace_name="shop"}', priority: 2, period: "5d" },
    { selector: '{service_name=~"debug-.+",deployment_environment_name!="production"}', priority: 1, period: "1d" },
  ]);
});

test("refuses less than a day, as Loki does", () => {
  const retentionByStream: StreamRetention[] = [{ streams: { namespace: "dev" }, keep: "12h" }];

  expect(lokiProblems({ retention: "23h", retentionByStream })).toEqual([
    'stack/loki: retention "23h": expected 1d or more, as Loki deletes by the day',
    'stack/loki: retentionByStream[0].keep "12h": expected 1d or more, as Loki deletes by the day',
  ]);
});

test("refuses an entry that would never count", () => {
  const retentionByStream: StreamRetention[] = [
    { streams: { namespace: "dev", service: "a" }, keep: "1d" },
    { streams: { service: "a", namespace: "dev" }, keep: "2d" },
  ];

  expect(lokiProblems({ retentionByStream })).toEqual([
    'stack/loki: retentionByStream[1].streams {"service":"a","namespace":"dev"}: expected streams that no entry before it names; the first one counts: remove this one',
  ]);
});

test.each<[LogStreams, string]>([
  [JSON.parse('{"pod":"a"}'), "labels of streams: service, namespace, container, environment, cluster"],
  [{}, 'at least one label that is equal to a text or matches a pattern, such as { namespace: "dev" }'],
  [{ service: "" }, 'at least one label that is equal to a text or matches a pattern, such as { namespace: "dev" }'],
  [
    { service: { re: ".*" } },
    'at least one label that is equal to a text or matches a pattern, such as { namespace: "dev" }',
  ],
  [
    { service: { not: "a" } },
    'at least one label that is equal to a text or matches a pattern, such as { namespace: "dev" }',
  ],
  [{ service: { re: "a(" } }, "patterns that RE2 reads"],
  [{ service: "a", container: { notRe: "a(?=b)" } }, "patterns that RE2 reads"],
])("refuses the streams %j", (streams, expected) => {
  const problems = lokiProblems({ retentionByStream: [{ streams, keep: "1d" }] });

  expect(problems).toEqual([
    `stack/loki: retentionByStream[0].streams ${JSON.stringify(streams)}: expected ${expected}`,
  ]);
});
