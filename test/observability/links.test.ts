/** Walks every link from one signal to another, and looks whether the other end is there and takes what it is given. */
import { load } from "js-yaml";
import { asRecord, asRecords, render, type JsonRecord, type KubernetesObject } from "../../lib/core";
import { logqlChecker } from "../../lib/observability/logql";
import { promqlChecker } from "../../lib/observability/promql";
import { spanMetrics } from "../../lib/signals";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";

/** What a span of the sample service carries: attributes of its resource, as the collector leaves them. */
const SPAN = { "service.name": "checkout", "service.namespace": "shop", "k8s.namespace.name": "shop" };

describe.each(Object.values(environments))("in $name", (environment) => {
  const objects = render(build(environment)).map(({ object }) => object);
  const dashboards = new Map(filesOf(objects, /^grafana-dashboard-(?!provider$)/).map((text) => dashboardOf(text)));
  const dataSources = asRecords(asRecord(load(fileOf(objects, "grafana-datasources")))["datasources"]);
  const typeOf = (uid: unknown): unknown => dataSources.find((candidate) => candidate["uid"] === uid)?.["type"];
  const settingsOf = (uid: string): JsonRecord =>
    asRecord(dataSources.find((candidate) => candidate["uid"] === uid)?.["jsonData"]);

  describe("an alert", () => {
    const rules = filesOf(objects, /^(prometheus|loki)-rules-/).flatMap(rulesIn);
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    const links = alerts.flatMap(({ alert, annotations }) =>
      Object.entries(asRecord(annotations))
        .filter(([name]) => /^(dashboard|logs|traces)_url$/.test(name))
        .map(([name, url]): [string, string] => [`${String(alert)} ${name}`, String(url)]),
    );

    test.each([...new Map(links)])("%s opens a dashboard with its variables, at the time of the alert", (_, url) => {
      const { pathname, searchParams } = new URL(url.replaceAll(/\{\{[^}]*\}\}/g, "1700000000"));
      const variables = dashboards.get(pathname.replace("/d/", ""));

      expect(variables).toBeDefined();
      for (const name of searchParams.keys()) {
        if (name.startsWith("var-")) expect(variables).toContain(name.slice("var-".length));
        else expect(["time", "time.window"]).toContain(name);
      }
      expect(searchParams.get("time")).toBe("1700000000000");
    });

    test("leads to lines of a program that writes some", () => {
      const programs = objects.flatMap(({ metadata, spec }) => {
        const labels = asRecord(asRecord(asRecord(asRecord(spec)["template"])["metadata"])["labels"]);
        return [`${metadata.namespace}/${String(labels["app.kubernetes.io/name"])}`];
      });

      const asked = links
        .filter(([name]) => name.endsWith(" logs_url"))
        .map(([, url]) => new URL(url.replaceAll(/\{\{[^}]*\}\}/g, "1")).searchParams)
        .map((variables) => `${variables.get("var-namespace")}/${variables.get("var-service")}`);

      expect(new Set(asked).size).toBeGreaterThan(5);
      expect(asked.filter((program) => !programs.includes(program))).toEqual([]);
    });

    test("of a service leads to its dashboard, its log lines and its traces", () => {
      const ofServices = alerts.filter(({ annotations }) =>
        /var-service=(checkout|inventory)&/.test(String(asRecord(annotations)["dashboard_url"])),
      );

      expect(ofServices).not.toHaveLength(0);
      for (const { annotations } of ofServices) {
        expect(Object.keys(asRecord(annotations))).toEqual(
          expect.arrayContaining(["dashboard_url", "logs_url", "traces_url", "runbook_url"]),
        );
      }
    });
  });

  test("what has no traces, or no log lines, links none", () => {
    const linked = (kind: string): Set<string> =>
      new Set(
        filesOf(objects, /^(prometheus|loki)-rules-/)
          .flatMap(rulesIn)
          .flatMap(
            ({ annotations }) =>
              /var-service=([^&]+)/.exec(JSON.stringify(asRecord(annotations)[kind] ?? ""))?.[1] ?? [],
          ),
      );

    expect([...linked("traces_url")].toSorted()).toEqual(["checkout", "inventory"]);
    expect(linked("logs_url")).toContain("redis");
    expect(linked("logs_url")).not.toContain("collector-agent");
    expect(linked("logs_url")).not.toContain("alerting");
  });

  test("a sample's exemplar opens the trace that it names", () => {
    const destinations = asRecords(settingsOf("prometheus")["exemplarTraceIdDestinations"]);

    const [explored, shown] = destinations;

    expect(destinations.map(({ name }) => name)).toEqual([spanMetrics.exemplarTraceId, spanMetrics.exemplarTraceId]);
    expect(typeOf(explored?.["datasourceUid"])).toBe("jaeger");
    // Exemplars are answered as time, value and labels.
    expect(shown?.["url"]).toBe(traceAt(0));
    expect(dashboards.get("trace")).toContain("trace");
  });

  test("a log line opens the trace whose id is in its structured metadata", () => {
    const [field, shown] = asRecords(settingsOf("loki")["derivedFields"]);

    // Lines are answered as labels, time and text.
    expect(shown).toMatchObject({ matcherRegex: "trace_id", url: traceAt(1) });
    expect(field).toMatchObject({ matcherType: "label", matcherRegex: "trace_id", url: "$${__value.raw}" });
    expect(typeOf(field?.["datasourceUid"])).toBe("jaeger");
    // A label of the stream would be one stream for each trace.
    expect(indexLabels(objects)).not.toContain("trace_id");
  });

  test("a span opens the log lines of its trace, by labels that Loki has", () => {
    const link = asRecord(settingsOf("jaeger")["tracesToLogsV2"]);
    const labels = asRecords(link["tags"]).map(({ value }) => String(value));
    const query = withTags(String(link["query"]), "${__tags}", link).replaceAll(
      "${__trace.traceId}",
      "4bf92f3577b34da6",
    );

    expect(typeOf(link["datasourceUid"])).toBe("loki");
    expect(link["customQuery"]).toBe(true);
    expect(indexLabels(objects)).toEqual(expect.arrayContaining(labels));
    expect(query).toBe('{service_name="checkout", k8s_namespace_name="shop"} | trace_id="4bf92f3577b34da6"');
    expect(logqlChecker()(`count_over_time(${query} [1m])`)).toBeUndefined();
  });

  test("a span opens the metrics of its service, of series and labels that the collector makes", () => {
    const link = asRecord(settingsOf("jaeger")["tracesToMetrics"]);
    const made = Object.values<string>(spanMetrics.labels);

    expect(typeOf(link["datasourceUid"])).toBe("prometheus");
    for (const { value } of asRecords(link["tags"])) expect(made).toContain(value);
    for (const { query } of asRecords(link["queries"])) {
      const expr = withTags(String(query), "$__tags", link);
      expect(promqlChecker()(expr)).toBeUndefined();
      expect(expr).toContain('service_name="checkout", service_namespace="shop"');
      for (const [, metric = ""] of expr.matchAll(/([a-z_]+)\{/g)) {
        expect([spanMetrics.calls, `${spanMetrics.duration}_bucket`]).toContain(metric);
      }
    }
  });

  test("the collector makes the span metrics that Jaeger's Monitor tab asks for", () => {
    const made = asRecord(
      asRecord(asRecord(load(fileOf(objects, "collector-gateway-config")))["connectors"])["span_metrics"],
    );
    const asked = JSON.stringify(load(fileOf(objects, "jaeger-config")));

    expect(made["namespace"]).toBe(spanMetrics.namespace);
    expect(asRecord(made["histogram"])["unit"]).toBe(spanMetrics.unit);
    expect(asked).toContain(`"metric_namespace":"${String(made["namespace"]).replaceAll(".", "_")}"`);
    expect(asked).toContain(`"latency_unit":"${String(asRecord(made["histogram"])["unit"])}"`);
    expect(asked).toContain('"normalize_calls":true');
    expect(asked).toContain('"normalize_duration":true');
  });
});

/** The trace of a row, an hour before and after the time that stands in one of the row's columns. */
function traceAt(timeColumn: number): string {
  return `/d/trace?var-trace=$\${__value.raw}&time=$\${__data.fields[${timeColumn}].numeric}&time.window=7200000`;
}

/** As Grafana completes a query with the tags of a span, after its files have lost one of two dollars. */
function withTags(query: string, placeholder: string, { tags }: JsonRecord): string {
  const matchers = asRecords(tags).flatMap(({ key, value }) =>
    Object.entries(SPAN).flatMap(([name, found]) => (name === key ? [`${String(value)}="${found}"`] : [])),
  );
  return query.replaceAll("$$", "$").replaceAll(placeholder, matchers.join(", "));
}

/** The attributes that Loki makes labels of, as it writes them. */
function indexLabels(objects: readonly KubernetesObject[]): string[] {
  const limits = asRecord(asRecord(load(fileOf(objects, "loki-config")))["limits_config"]);
  const attributes = asRecords(asRecord(asRecord(limits["otlp_config"])["resource_attributes"])["attributes_config"]);
  return attributes.flatMap(({ action, attributes: names }) =>
    action === "index_label" && Array.isArray(names) ? names.map((name) => String(name).replaceAll(".", "_")) : [],
  );
}

function rulesIn(text: string): JsonRecord[] {
  return asRecords(asRecord(load(text))["groups"]).flatMap(({ rules }) => [...asRecords(rules)]);
}

function dashboardOf(text: string): [string, string[]] {
  const dashboard = asRecord(JSON.parse(text));
  const variables = asRecords(asRecord(dashboard["templating"])["list"]).map(({ name }) => String(name));
  return [String(dashboard["uid"]), variables];
}

function fileOf(objects: readonly KubernetesObject[], configMap: string): string {
  const [file, ...others] = filesOf(objects, new RegExp(`^${configMap}$`));
  if (file === undefined || (others.length > 0 && configMap !== "jaeger-config")) throw new Error(`no ${configMap}`);
  return file;
}

function filesOf(objects: readonly KubernetesObject[], configMaps: RegExp): string[] {
  return objects
    .filter(({ kind, metadata }) => kind === "ConfigMap" && configMaps.test(metadata.name))
    .flatMap(({ data }) => Object.values(asRecord(data)).map(String));
}
