import type {
  FieldDefaults,
  FieldOverride,
  GrafanaMapping,
  GrafanaPanel,
  GrafanaThresholds,
} from "../../../dashboards/grafana/json";
import { type Token, paletteToken } from "./theme";

/** How the values of one field are shown. */
export interface Field {
  /** Grafana's id of it. */
  readonly unit: string;
  /** @default - its own name */
  readonly displayName?: string;
  /** @default - by its place among the others */
  readonly color?: Token;
  readonly thresholds?: GrafanaThresholds;
  readonly mappings: readonly GrafanaMapping[];
  readonly colorByThresholds: boolean;
  /** `color-text`, `color-background`, or `auto`. */
  readonly cell: string;
  readonly dashed: boolean;
  readonly lineWidth: number;
  /** 0 to 1. */
  readonly fillOpacity: number;
  readonly stacked: boolean;
}

/** What a panel says of the field with this name that comes from this query. */
export function fieldOf({ fieldConfig }: GrafanaPanel, name: string, refId: string): Field {
  const { defaults, overrides } = fieldConfig;
  const properties = overrides
    .filter((override) => matches(override, name, refId))
    .flatMap((override) => override.properties);
  const own = (id: string): unknown => properties.findLast((property) => property.id === id)?.value;
  const custom = (id: string): unknown => own(`custom.${id}`) ?? defaults.custom?.[id];
  const color = asColor(own("color")) ?? defaults.color;
  const fixed = color?.mode === "fixed" && color.fixedColor !== undefined ? paletteToken(color.fixedColor) : undefined;
  const displayName = own("displayName");
  const thresholds = asThresholds(own("thresholds")) ?? defaults.thresholds;
  return {
    unit: words(own("unit")) ?? defaults.unit ?? "",
    ...(typeof displayName === "string" ? { displayName } : {}),
    ...(fixed === undefined ? {} : { color: fixed }),
    ...(thresholds === undefined ? {} : { thresholds }),
    mappings: asMappings(own("mappings")) ?? defaults.mappings ?? [],
    colorByThresholds: color?.mode === "thresholds",
    cell: words(part(custom("cellOptions"), "type")) ?? "auto",
    dashed: part(custom("lineStyle"), "fill") === "dash",
    lineWidth: Number(custom("lineWidth") ?? 1),
    fillOpacity: Number(custom("fillOpacity") ?? 0) / 100,
    stacked: part(custom("stacking"), "mode") === "normal",
  };
}

/** The colour of a value by thresholds; undefined where they leave it as it is. */
export function thresholdColor(thresholds: GrafanaThresholds | undefined, value: number): Token | undefined {
  const step = thresholds?.steps.findLast(({ value: from }) => from === null || value >= from);
  return step === undefined || step.color === "transparent" ? undefined : paletteToken(step.color);
}

/** The word and the colour in place of a value. */
export function mapped(
  mappings: readonly GrafanaMapping[],
  value: string | number,
): { readonly text?: string; readonly color: Token } | undefined {
  for (const { options } of mappings) {
    const found = Object.hasOwn(options, String(value)) ? options[String(value)] : undefined;
    if (found !== undefined) {
      return { ...(found.text === undefined ? {} : { text: found.text }), color: paletteToken(found.color) };
    }
  }
  return undefined;
}

function matches({ matcher }: FieldOverride, name: string, refId: string): boolean {
  return matcher.options === (matcher.id === "byName" ? name : refId);
}

function part(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

function asColor(value: unknown): FieldDefaults["color"] {
  const mode = part(value, "mode");
  const fixedColor = part(value, "fixedColor");
  if (typeof mode !== "string") return undefined;
  return { mode, ...(typeof fixedColor === "string" ? { fixedColor } : {}) };
}

function words(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function asThresholds(value: unknown): GrafanaThresholds | undefined {
  return isThresholds(value) ? value : undefined;
}

function asMappings(value: unknown): readonly GrafanaMapping[] | undefined {
  return isMappings(value) ? value : undefined;
}

// Overrides have values of the same types as the defaults whose place they take, which their own type does not say.
function isThresholds(value: unknown): value is GrafanaThresholds {
  return Array.isArray(part(value, "steps"));
}

function isMappings(value: unknown): value is readonly GrafanaMapping[] {
  return Array.isArray(value) && value.every((mapping) => part(mapping, "type") === "value");
}
