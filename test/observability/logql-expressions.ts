/** Expressions that the checker and Loki take. */
export const accepted: readonly string[] = [
  'count_over_time({app="a"}[5m])',
  'sum by (app) (rate({app="a", pod!=""} |= "panic" != "test" [1h30m])) > 0',
  'sum(rate({app=~"a|b"} | json | level=~"error|fatal" [5m])) / sum(rate({app=~"a|b"}[5m])) > bool 0.05',
  'rate({app="a"} |~ `goroutine \\d+ \\[running\\]` or `panic: "` [5m])',
  'count_over_time({app="a"} |~ "\\\\d+\\t\\u00e9" [5m])',
  'count_over_time({app="a"} | logfmt | status >= 500 and duration > 1.5s or (size < 5KB, host != ip("10.0.0.0/8")) [5m])',
  'quantile_over_time(0.99, {app="a"} | json | unwrap duration(took) | __error__="" [5m] offset 1d) by (path)',
  'first_over_time({app="a"}[5m] | unwrap x)',
  'sum_over_time({app="a"} | regexp "(?P<size>[0-9]+) bytes" | unwrap bytes(size) [5m])',
  'count_over_time({app="a"} | pattern "<ip> - <_> <path>" | drop ip, path=~"/a.*" | keep path [5m])',
  'count_over_time({app="a"} |> "<_> took <_>" !> "GET <_>" | decolorize | line_format "{{.x}}" | label_format y=x [5m])',
  'absent_over_time({app="a"}[10m]) # no logs at all',
  'topk(5, sum without (pod) (bytes_rate({app="a"}[1m]))) and on (app) group_left () vector(1)',
  'label_replace(rate({app="a"}[5m] offset 1h), "x", "$1", "app", "(?i)(.+)")',
  'sort_desc(sum by (app) (count_over_time(({app!~"a?"} | json)[5m])))',
  "1 + 2 * -3 > 4",
  '# above\nrate({app="a"}[5m])',
];

/** Expressions that the checker and Loki refuse, with what the checker expected. */
export const refused: readonly (readonly [string, string])[] = [
  ["", "LogQL; it breaks off"],
  ['sum(rate({app="a"}[5m])', 'LogQL; it breaks off after "(rate({app=\\"a\\"}[5m])"'],
  ['rate({app="a"}[5m]) >', 'LogQL; it breaks off after "ate({app=\\"a\\"}[5m]) >"'],
  ['rate({app="a"[5m])', 'LogQL; character 14 cannot be read after "rate({app=\\"a\\""'],
  ["rate({app='a'}[5m])", 'LogQL; character 11 cannot be read after "rate({app="'],
  ['rate({service.name="a"}[5m])', 'LogQL; character 14 cannot be read after "rate({service"'],
  ['rate(http_requests_total{app="a"}[5m])', 'LogQL; character 6 cannot be read after "rate("'],
  ['increase({app="a"}[5m])', "a function of LogQL, not increase(…)"],
  ['max_over_time(rate({app="a"}[5m])[1h:])', 'LogQL; character 15 cannot be read after "max_over_time("'],

  ['{app="a"}', 'a number, such as count_over_time(…[5m]), not the lines of "{app=\\"a\\"}"'],
  ['({app="a"} | json)', 'a number, such as count_over_time(…[5m]), not the lines of "({app=\\"a\\"} | json)"'],
  ['{app="a"} |= "x" > 3', 'a number, such as count_over_time(…[5m]), not the lines of "{app=\\"a\\"} |= \\"x\\""'],

  ['rate({app="a"})', 'a range such as [5m] after "{app=\\"a\\"}"'],
  ['sum(rate({app="a"} | json))', 'a range such as [5m] after "{app=\\"a\\"} | json"'],
  ['rate({app="a"}[1.5h])', "a range such as [5m] or [1h30m], not [1.5h]"],
  ['rate({app="a"}[5 m])', "a range such as [5m] or [1h30m], not [5 m]"],
  ['rate({app="a"}[$__auto])', "a range such as [5m] or [1h30m], not [$__auto]"],
  ['rate({app="a"}[30m1h])', "a range such as [5m] or [1h30m], not [30m1h]"],

  ["rate({}[5m])", 'a selector with a label, such as {service_name="checkout"}, not {}'],
  ['rate({app=~".*"}[5m])', emptySelector('{app=~".*"}')],
  ['rate({app="",b!="c"}[5m])', emptySelector('{app="", b!="c"}')],
  ['rate({app=~"a|b?"}[5m])', emptySelector('{app=~"a|b?"}')],
  ['rate({app!~"a+"}[5m])', emptySelector('{app!~"a+"}')],
  ['rate({by="a"}[5m])', "a label, not the keyword by"],
  ['sum by (of) (rate({app="a"}[5m]))', "a label, not the keyword of"],
  ['rate({app="a"}[5m]) and on (a,) rate({app="b"}[5m])', "no comma at the end of on (a,)"],

  ['count_over_time({app="a"} | unwrap x [5m])', "no unwrap within count_over_time(…), which takes lines"],
  ['sum_over_time({app="a"}[5m])', 'a number of each line, such as "| unwrap bytes", within sum_over_time(…)'],
  ['rate({app="a"}[5m]) by (x)', "rate(…) within sum by (…) or another aggregation, since it does not group by itself"],
  ['quantile_over_time({app="a"} | unwrap x [5m])', "a quantile first, as in quantile_over_time(0.99, …)"],
  ['avg_over_time(2, {app="a"} | unwrap x [5m])', "no number first in avg_over_time(…)"],
  ['topk(rate({app="a"}[5m]))', "how many series first, as in topk(5, …)"],
  ['bottomk(0, rate({app="a"}[5m]))', "how many series first, as in bottomk(5, …)"],
  ['sum(2, rate({app="a"}[5m]))', "no number first in sum(…)"],
  ['sort by (app) (rate({app="a"}[5m]))', "no by or without on sort(…)"],
  ['rate({app="a"}[5m]) or 0', 'series on both sides of "or", not 0'],

  ['count_over_time({app="a"} |~ "\\d+" [5m])', 'backslashes doubled or the string in backticks, not "\\d+"'],
  ['rate({app=~"b["}[5m])', pattern('"b["')],
  ['rate({app="a",b!~"b(?=c)"}[5m])', pattern('"b(?=c)"')],
  ['count_over_time({app="a"} |= "(" |~ "(" [5m])', pattern('"("')],
  ['count_over_time({app="a"} !~ "a" or "b(?!c)" [5m])', pattern('"b(?!c)"')],
  ['count_over_time({app="a"} |~ `(a)\\1` [5m])', pattern("`(a)\\1`")],
  ['count_over_time({app="a"} | json | x=~"a**" [5m])', pattern('"a**"')],
  ['count_over_time({app="a"} | regexp "a(" [5m])', pattern('"a("')],
  ['label_replace(rate({app="a"}[5m]), "(", "$1", "app", "(")', pattern('"("')],
  [
    'count_over_time({app="a"} | regexp "([0-9]+)" [5m])',
    'a named group such as (?P<status>[0-9]+) in regexp "([0-9]+)"',
  ],
  ['count_over_time({app="a"} | pattern "<_> -" [5m])', 'a named capture such as <status> in pattern "<_> -"'],
  ['count_over_time({app="a"} | pattern "<a> <a>" [5m])', 'each name of a capture once in pattern "<a> <a>"'],
  ['count_over_time({app="a"} | pattern "<a><b>" [5m])', 'text between two captures, not "<a><b>"'],
  ['count_over_time({app="a"} |> "x <a>" [5m])', '<_> instead of <a> in the filter "x <a>"'],
  ['count_over_time({app="a"} !> "x" or "<_><_>" [5m])', 'text between two captures, not "<_><_>"'],
];

function emptySelector(selector: string): string {
  return `a selector with a label that is not empty, such as {service_name=~".+"}, not ${selector}`;
}

function pattern(quoted: string): string {
  return `regular expressions in RE2 syntax, which has no lookaround and no backreferences, not ${quoted}`;
}
