import { differences, pathText } from "../../lib/review/diff";

/** Each difference as a line: path, before and after. */
function lines(before: unknown, after: unknown): string[] {
  return differences(before, after).map(
    (change) => `${pathText(change.path)}: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`,
  );
}

describe("items that have a key", () => {
  const cases: readonly (readonly [
    what: string,
    field: string,
    before: unknown[],
    after: unknown[],
    expected: string[],
  ])[] = [
    [
      "containers by name",
      "containers",
      [{ name: "app", image: "a:1" }],
      [
        { name: "proxy", image: "p:1" },
        { name: "app", image: "a:2" },
      ],
      ['containers[app].image: "a:1" → "a:2"', 'containers[proxy]: undefined → {"name":"proxy","image":"p:1"}'],
    ],
    [
      "mounts by their path, as one volume may be mounted twice",
      "volumeMounts",
      [
        { name: "tmp", mountPath: "/tmp" },
        { name: "tmp", mountPath: "/var" },
      ],
      [
        { name: "tmp", mountPath: "/tmp" },
        { name: "tmp", mountPath: "/var", readOnly: true },
      ],
      ["volumeMounts[/var].readOnly: undefined → true"],
    ],
    [
      "ports without a name by number and protocol, TCP being the default",
      "ports",
      [{ port: 53 }, { port: 53, protocol: "UDP" }],
      [
        { port: 53, protocol: "TCP" },
        { port: 53, protocol: "UDP", nodePort: 30053 },
      ],
      ['ports[53].protocol: undefined → "TCP"', "ports[53/UDP].nodePort: undefined → 30053"],
    ],
    [
      "metrics of an autoscaler by type and resource",
      "metrics",
      [
        { type: "Resource", resource: { name: "cpu", target: 70 } },
        { type: "Resource", resource: { name: "memory" } },
      ],
      [
        { type: "Resource", resource: { name: "cpu", target: 80 } },
        { type: "Resource", resource: { name: "memory" } },
      ],
      ["metrics[Resource cpu].resource.target: 70 → 80"],
    ],
    [
      "rules of roles by what they are about",
      "rules",
      [
        { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] },
        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
      ],
      [
        { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] },
        { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
      ],
      ['rules[apps/deployments].verbs[list]: undefined → "list"'],
    ],
    [
      "subjects by kind, namespace and name",
      "subjects",
      [
        { kind: "User", name: "ann" },
        { kind: "Group", name: "ann" },
      ],
      [{ kind: "User", name: "ann" }],
      ['subjects[Group/ann]: {"kind":"Group","name":"ann"} → undefined'],
    ],
    [
      "tolerations by key and effect",
      "tolerations",
      [
        { key: "spot", effect: "NoSchedule" },
        { key: "spot", effect: "NoExecute", tolerationSeconds: 10 },
      ],
      [
        { key: "spot", effect: "NoSchedule" },
        { key: "spot", effect: "NoExecute", tolerationSeconds: 20 },
      ],
      ["tolerations[spot:NoExecute].tolerationSeconds: 10 → 20"],
    ],
    [
      "hosts and paths of an Ingress",
      "rules",
      [{ host: "a.example.com", http: { paths: [{ path: "/", backend: { port: 1 } }] } }],
      [
        {
          host: "a.example.com",
          http: {
            paths: [
              { path: "/api", backend: { port: 1 } },
              { path: "/", backend: { port: 2 } },
            ],
          },
        },
      ],
      [
        "rules[a.example.com].http.paths[/].backend.port: 1 → 2",
        'rules[a.example.com].http.paths[/api]: undefined → {"path":"/api","backend":{"port":1}}',
      ],
    ],
    [
      "alerts and recordings in one list",
      "rules",
      [
        { record: "job:errors", expr: "a" },
        { alert: "Errors", expr: "b", labels: { severity: "critical" } },
        { alert: "Errors", expr: "c", labels: { severity: "warning" } },
      ],
      [
        { record: "job:errors", expr: "a" },
        { alert: "Errors", expr: "b2", labels: { severity: "critical" } },
        { alert: "Errors", expr: "c", labels: { severity: "warning" } },
      ],
      ['rules[Errors critical].expr: "b" → "b2"'],
    ],
    [
      "recordings of one name by their labels, and alerts of one name and severity, too",
      "rules",
      [
        { record: "limit", labels: { alert: "A" }, expr: "1" },
        { record: "limit", labels: { alert: "B" }, expr: "1" },
        { alert: "Slow", labels: { severity: "warning", path: "x" }, expr: "1" },
        { alert: "Slow", labels: { severity: "warning", path: "y" }, expr: "1" },
      ],
      [
        { record: "limit", labels: { alert: "A" }, expr: "1" },
        { record: "limit", labels: { alert: "B" }, expr: "2" },
        { alert: "Slow", labels: { severity: "warning", path: "x" }, expr: "2" },
        { alert: "Slow", labels: { severity: "warning", path: "y" }, expr: "1" },
      ],
      ['rules[limit {alert="B"}].expr: "1" → "2"', 'rules[Slow warning {path="x"}].expr: "1" → "2"'],
    ],
    [
      "routes by their matchers, in the old way of writing, too",
      "routes",
      [
        { match: { severity: "critical" }, receiver: "a" },
        { receiver: "b", match_re: { team: "x|y" } },
      ],
      [
        { matchers: ["severity = critical"], receiver: "c" },
        { receiver: "b", match_re: { team: "x|y" } },
      ],
      [
        'routes[severity="critical"].match: {"severity":"critical"} → undefined',
        'routes[severity="critical"].receiver: "a" → "c"',
        'routes[severity="critical"].matchers: undefined → ["severity = critical"]',
      ],
    ],
    [
      "inhibitions by source and target",
      "inhibit_rules",
      [{ source_matchers: ['a="1"'], target_matchers: ['b="2"'], equal: ["x"] }],
      [
        { source_matchers: ['c="3"'], target_matchers: ['b="2"'] },
        { source_matchers: ['a="1"'], target_matchers: ['b="2"'], equal: [] },
      ],
      [
        'inhibit_rules[a="1" over b="2"].equal[x]: "x" → undefined',
        'inhibit_rules[c="3" over b="2"]: undefined → {"source_matchers":["c=\\"3\\""],"target_matchers":["b=\\"2\\""]}',
      ],
    ],
  ];

  test.each(cases)("are found: %s", (_, field, before, after, expected) => {
    expect(lines({ [field]: before }, { [field]: after })).toEqual(expected);
  });
});

describe("command lines", () => {
  test("are compared flag by flag, however the value is written behind it", () => {
    const before = ["serve", "--port=80", "--log-level", "info", "--verbose"];
    const after = ["serve", "--port=81", "--log-level", "debug", "--verbose"];

    expect(lines({ args: before }, { args: after })).toEqual([
      'args[--port]: "--port=80" → "--port=81"',
      'args[--log-level]: "--log-level info" → "--log-level debug"',
    ]);
  });

  test("may have a flag several times", () => {
    expect(lines({ args: ["--x=1", "--x=2"] }, { args: ["--x=1", "--x=3"] })).toEqual([
      'args[--x=2]: "--x=2" → undefined',
      'args[--x=3]: undefined → "--x=3"',
    ]);
  });
});

describe("lists without keys", () => {
  const relabeling = (label: string, action = "keep"): object => ({ source_labels: [label], action });

  test("tell of one that is put in between alone", () => {
    const before = [relabeling("a"), relabeling("b"), relabeling("c")];
    const after = [relabeling("a"), relabeling("x"), relabeling("b"), relabeling("c")];

    expect(lines({ relabel_configs: before }, { relabel_configs: after })).toEqual([
      'relabel_configs[1]: undefined → {"source_labels":["x"],"action":"keep"}',
    ]);
  });

  test("put a changed one together with the most alike, though one is new in front of it", () => {
    const before = [relabeling("a"), relabeling("b"), relabeling("c")];
    const after = [relabeling("a"), relabeling("x", "drop"), relabeling("b", "replace"), relabeling("c")];

    expect(lines({ relabel_configs: before }, { relabel_configs: after })).toEqual([
      'relabel_configs[1]: undefined → {"source_labels":["x"],"action":"drop"}',
      'relabel_configs[2].action: "keep" → "replace"',
    ]);
  });

  test("tell a changed order once", () => {
    expect(
      lines([relabeling("a"), relabeling("b"), relabeling("c")], [relabeling("c"), relabeling("a"), relabeling("b")]),
    ).toEqual(['[order]: "0, 1, 2" → "2, 0, 1"']);
  });
});

describe("panels", () => {
  const panel = (title: string, id: number, y: number): object => ({
    id,
    title,
    type: "stat",
    gridPos: { x: 0, y, w: 8, h: 4 },
  });

  test("that only moved are told once", () => {
    const before = [panel("Errors", 1, 0), panel("Latency", 2, 4)];
    const after = [panel("Traffic", 1, 0), panel("Errors", 2, 4), panel("Latency", 3, 8)];

    const found = lines({ panels: before }, { panels: after });

    expect(found).toEqual([
      expect.stringContaining("panels[Traffic]: undefined →"),
      'panels[layout]: "Errors at 0,0 8x4 id 1, Latency at 0,4 8x4 id 2" → "Errors at 0,4 8x4 id 2, Latency at 0,8 8x4 id 3"',
    ]);
  });

  test("of one title are told from each other by their row", () => {
    const row = (title: string): object => ({ type: "row", title });
    const before = [row("A"), panel("Errors", 1, 0), row("B"), { ...panel("Errors", 2, 4), unit: "s" }];
    const after = [row("A"), panel("Errors", 1, 0), row("B"), { ...panel("Errors", 2, 4), unit: "ms" }];

    expect(lines({ panels: before }, { panels: after })).toEqual(['panels[Errors stat in B].unit: "s" → "ms"']);
  });
});
