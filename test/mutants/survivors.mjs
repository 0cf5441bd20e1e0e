// Mutants that no test can tell from the rule, and those that nobody would want to tell: each with the reason.

/** Why a mutant may survive, or undefined. */
export function reasonFor({ where, what }) {
  return REASONS.find(({ of, is }) => of.test(where) && is.test(what))?.reason;
}

const REASONS = [
  {
    of: /^service:http_failures:rate/,
    is: /without "or 0 \* sum\(|^service:http_requests:rate\w+\{.*\} without /,
    reason:
      "no failure is 0 for panels; to an alert nothing is as good, and 0 times the requests of others is 0 as well",
  },
  {
    of: /(Restarts|ReplicaDown|MembersInconsistent|ConfigInconsistent|LivenessFailing|CrashLoop|OomKilled|Panics)$/,
    is: /: \d+ → \d+\.\d+$/,
    reason: "what is counted are whole numbers: more than 2 and more than 2.2 are the same",
  },
  {
    of: /^(Node(Filesystem.*|MemoryLow)|.*StorageFilling|AlertmanagerNotificationsFailing|LokiRequestsFailing)$/,
    is: / without (job|namespace|persistentvolumeclaim|receiver_name|route)/,
    reason: "the other side of the division has the same matcher, and both sides have to agree in it",
  },
  {
    of: /^(CollectorQueueFull|CollectorExportsRejected|LokiLinesDiscarded)$/,
    is: / without (job|reason)/,
    reason: "what is taken away by unless has to agree in every label with what has the matcher",
  },
  {
    of: /^(ServiceNotReady|ServiceTargetDown|ServiceLivenessFailing)$/,
    is: / without pod=~/,
    reason: "it is joined on the pod with what has the matcher, which stands here as well so that less is read",
  },
  {
    of: /^ServiceErrorLogs$/,
    is: / without (namespace|service)=/,
    reason: "the other side of the division has the same matcher, and both sides have to agree in it",
  },
  {
    of: /^service.*:p\d\d_rate5m$/,
    is: /0 → 1$/,
    reason: "the comparison keeps NaN away; no alert of these services is about less than a second",
  },
  {
    of: /^ServiceOutage$/,
    is: /^for × 0.5$/,
    reason: "half of the time between two evaluations is as good as the whole",
  },
  {
    of: /^service:slo_errors:ratio_/,
    is: /> 0: 0 → 1$/,
    reason: "of less than one request there is nothing to tell, and the alert has its own minimum of traffic",
  },
  {
    of: /^service_route:http_(duration_seconds|requests)/,
    is: /without the label (http_)?route$/,
    reason: "the routes are for a panel; what the alert looks at is of all of them",
  },
  {
    of: /^ServiceSpanErrors$/,
    is: /^service:spans:rate5m\{.*\} without (namespace|service)=/,
    reason: "the other side of `and` has the same matcher, and both sides have to agree in it",
  },
  {
    of: /^ServiceVolumeFilling$/,
    is: /^for × 0.5$/,
    reason: "half of the time between two evaluations is as good as the whole",
  },
];
