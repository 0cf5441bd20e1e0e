import { templateChecker, templateProblem } from "../../lib/observability/alert-template";

test.each([
  ["{{ $value | humanise }}", "functions of Prometheus' templates, not humanise"],
  ["{{ $vale }}", "$value, $labels or a variable of its own, not $vale"],
  ["{{ $value ", 'a "}}" after "{{ $value "'],
  ["{{ $value }", 'a "}}" after "{{ $value }"'],
  ['{{ printf "%f $value }}', 'a "}}" after "{{ printf \\"%f $value"'],
  ["$value }}", 'a "{{" before each "}}"'],
  ["{{ }}", "something within {{ }}"],
  ["{{ if $value }}high", "an {{ end }} for each {{ if }}"],
  ["high{{ end }}", "an {{ if … }} or another block before {{ end }}"],
])("%s: expected %s", (text, expected) => {
  expect(templateProblem(text)).toBe(expected);
});

test.each([
  "no template, 5 % of {shop}",
  "{{ $value | humanizePercentage }} of {{ $labels.pod }}",
  '{{- printf "%.2f }}" .Value -}}',
  "{{/* a note on nothing() */}}{{ .Labels.pod }}",
  "{{ if gt $value 1.5 }}high{{ else }}low{{ end }}",
  '{{ range $i, $sample := query "up == 0" }}{{ $i }}: {{ $sample.Labels.pod }}{{ end }}',
  '{{ with query `up{job="a"}` }}{{ . | first | value | humanize1024 }}{{ end }}',
])("accepts %s", (text) => {
  expect(templateProblem(text)).toBeUndefined();
});

test("tells templates apart by their actions alone, and does not take a broken one for a sound one", () => {
  const check = templateChecker();

  expect(check("a {{ $value }} b")).toBeUndefined();
  expect(check("other {{ $value }} text")).toBeUndefined();
  expect(check("a {{ $value }} }} b")).toContain('"{{" before');
  expect(check("a {{ $value | nosuch }} b")).toContain("not nosuch");
});
