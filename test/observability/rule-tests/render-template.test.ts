import { renderTemplate } from "../../../lib/observability/rule-tests/render-template";

const DATA = { labels: { pod: "queue-0", team: "" }, value: 0.0505, now: 1_700_000_000 };

test.each([
  ["no action, 5 % of {shop}", "no action, 5 % of {shop}"],
  ["{{ $labels.pod }} at {{$value}}", "queue-0 at 0.0505"],
  ["{{ $value | humanizePercentage }}", "5.05%"],
  ['{{ now | printf "%.0f" }}000', "1700000000000"],
  ["a {{- $labels.pod -}} b", "aqueue-0 b"],
  ["{{ with $labels.pod }}pod {{ . }}{{ end }}!", "pod queue-0!"],
  ["{{ with $labels.pod }}pod {{ . }}{{ else }}all{{ end }}", "pod queue-0"],
  ["{{ with $labels.team }}of {{ . }}{{ else }}of nobody{{ end }}", "of nobody"],
  ["{{ with $labels.other }}of {{ . }}{{ end }}.", "."],
  ["{{ with $labels.pod }}{{ with $labels.team }}{{ . }}{{ else }}{{ . }}{{ end }}{{ end }}", "queue-0"],
])("renders %s", (text, expected) => {
  expect(renderTemplate(text, DATA)).toBe(expected);
});

test.each([
  [0, "0"],
  [12, "12"],
  [999_999, "999999"],
  [1_234_560, "1.23456e+06"],
  [0.0001, "0.0001"],
  [0.00001, "1e-05"],
  [Infinity, "+Inf"],
])("writes the value %d as %s", (value, expected) => {
  expect(renderTemplate("{{ $value }}", { ...DATA, value })).toBe(expected);
});

test.each([
  ["humanize", 1_234_567, "1.235M"],
  ["humanize", 0.0012, "1.2m"],
  ["humanize1024", 1_610_612_736, "1.5Gi"],
  ["humanizePercentage", 0.50125, "50.12%"],
  ["humanizeDuration", 90_061, "1d 1h 1m 1s"],
  ["humanizeDuration", 0.25, "250ms"],
  ["humanizeDuration", 59.99, "59.99s"],
  ["humanizeDuration", -61, "-1m 1s"],
  ["humanizeDuration", NaN, "NaN"],
])("%s writes %d as %s", (name, value, expected) => {
  expect(renderTemplate(`{{ $value | ${name} }}`, { ...DATA, value })).toBe(expected);
});

test.each([
  ["{{ $value | toTime }}", "{{ … | toTime }}: expected one of humanize, "],
  ["{{ $externalURL }}", "{{ $externalURL }}: expected $value, $labels.x or now"],
  ["{{ if $value }}high{{ end }}", "{{ if $value }}: expected"],
  ["{{ . }}", "{{ . }}: expected"],
  ["{{ $labels.other }}", "{{ $labels.other }} is empty"],
  ["{{ with $labels.pod }}a", "a {{ with }} without its {{ end }}"],
  ["a{{ end }}", "{{ end }} without its block"],
])("refuses %s", (text, message) => {
  expect(() => renderTemplate(text, DATA)).toThrow(message);
});
