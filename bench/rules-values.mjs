/** What a series says: `start + rate × seconds`. */
export function valueOf(metric, labels) {
  const constant = (start) => ({ start, rate: 0 });
  const trouble =
    /fail|error|refused|dropped|rejected|exceeded|missed|corrupt|restart|oom|throttled|terminated|waiting|unavailable|unschedulable|panic|discarded|invalid/;
  if (/_(bucket|count|sum|total)$/.test(metric) || metric.startsWith("container_cpu_usage")) {
    if (labels.code?.startsWith("5") || labels.result === "failed" || /ERROR/.test(labels.status_code ?? ""))
      return { start: 1, rate: 0 };
    if (trouble.test(metric)) return constant(0);
    const rate = metric === "container_cpu_usage_seconds_total" ? 0.1 : metric.endsWith("_sum") ? 0.2 : 4;
    return { start: 1000, rate: rate * (labels.le === undefined ? 1 : bucketShare(labels.le)) };
  }
  if (labels.condition !== undefined) {
    const good = /^(Ready|Available|Progressing|AbleToScale|ScalingActive)$/.test(labels.condition) ? "true" : "false";
    return constant(labels.status === good ? 1 : 0);
  }
  if (labels.status !== undefined && labels.reason === undefined) return constant(labels.status === "true" ? 1 : 0);
  const known = [
    [/spec_max_replicas/, 10],
    [
      /spec_min_replicas|replicas_desired|_replicas(_ready|_available|_updated|_current)?$|pods_allowed|current_healthy|desired_healthy|expected_pods/,
      2,
    ],
    [/observed_generation|metadata_generation/, 3],
    [/container_memory_(working_set|rss)|_used_bytes$/, 100e6],
    [/volume_stats_available|avail_bytes/, 80e9],
    [/capacity_bytes|size_bytes/, 100e9],
    [/inodes_free/, 9e6],
    [/inodes/, 1e7],
    [/^kube_pod_container_resource/, labels.resource === "memory" ? 256 * 2 ** 20 : 0.5],
    [/earliest_cert_expiry|not_after|expiration/, Date.now() / 1000 + 60 * 86400],
    [/_created$|start_time|timestamp/, Date.now() / 1000 - 86400],
    [/duration_seconds/, 0.05],
    [/^service:log_lines|^cluster:log_lines/, 5],
    [/http_status_code/, 200],
    [/^up$|success|_ready$|_status_ready|running|_synced|leader|healthy/, 1],
  ];
  if (trouble.test(metric)) return constant(0);
  return constant(known.find(([pattern]) => pattern.test(metric))?.[1] ?? 0);
}

function bucketShare(le) {
  return le === "+Inf" ? 1 : Math.min(1, 1 - Math.exp(-Number(le) / 0.05));
}
