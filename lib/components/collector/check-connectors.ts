import type { Problems } from "../../core";
import type { CollectorConfig, Signal } from "./collector-config";
import { componentType } from "./component-type";
import { pipelinesOf } from "./pipelines";

const same: Readonly<Record<Signal, readonly Signal[]>> = { traces: ["traces"], metrics: ["metrics"], logs: ["logs"] };

/** What a connector makes of what it takes. */
const CONVERSIONS: Readonly<Record<string, Readonly<Partial<Record<Signal, readonly Signal[]>>>>> = {
  count: { traces: ["metrics"], metrics: ["metrics"], logs: ["metrics"] },
  exceptions: { traces: ["metrics", "logs"] },
  failover: same,
  forward: same,
  otlp_json: { logs: ["traces", "metrics", "logs"] },
  round_robin: same,
  routing: same,
  service_graph: { traces: ["metrics"] },
  span_metrics: { traces: ["metrics"] },
};

/** Notes connectors that only one side uses, and those that cannot make the one signal of the other. */
export function checkConnectors(config: CollectorConfig, problems: Problems): void {
  const pipelines = pipelinesOf(config);
  for (const id of Object.keys(config.connectors ?? {})) {
    const before = pipelines.filter(({ exporters }) => exporters.includes(id));
    const behind = pipelines.filter(({ receivers }) => receivers.includes(id));
    if (before.length === 0 && behind.length === 0) continue;
    const property = `config.connectors.${id}`;
    if (behind.length === 0) {
      const got = before.map((pipeline) => pipeline.id);
      problems.add(property, got, "an exporter of one pipeline and a receiver of another", "make it a receiver");
    } else if (before.length === 0) {
      const got = behind.map((pipeline) => pipeline.id);
      problems.add(property, got, "an exporter of one pipeline and a receiver of another", "make it an exporter");
    } else {
      checkSignals(id, signalsOf(before), signalsOf(behind), problems);
    }
  }
}

function checkSignals(id: string, from: readonly Signal[], to: readonly Signal[], problems: Problems): void {
  const conversions = CONVERSIONS[componentType("connectors", id)];
  // Other distributions have others.
  if (conversions === undefined) return;
  const makes = (signal: Signal): readonly Signal[] => conversions[signal] ?? [];
  const holds =
    from.every((signal) => to.some((made) => makes(signal).includes(made))) &&
    to.every((made) => from.some((signal) => makes(signal).includes(made)));
  const expected = Object.entries(conversions).map(([signal, made]) => `${signal} to ${made.join(" or ")}`);
  problems.check(
    holds,
    `config.connectors.${id}`,
    `${from.join(", ")} to ${to.join(", ")}`,
    expected.join(", "),
    "let pipelines of these signals use it",
  );
}

function signalsOf(pipelines: readonly { readonly signal: Signal }[]): Signal[] {
  return [...new Set(pipelines.map(({ signal }) => signal))];
}
