import { parseDuration, type Duration } from "../../lib/core";
import { growing, steady, type AlertCase, type CaseSeries, type Phase, type ServiceTarget } from "../../lib/signals";
import { plus } from "../case-time";
import type { ParsedLevel } from "../threshold";
import { accessMode, excluded, otherClaims, ownClaim, volume } from "./volume-series";

/** When the alert on filling volumes fires, and when not. */
export function volumeFillingCases(target: ServiceTarget, level: ParsedLevel): readonly AlertCase[] {
  const claim = ownClaim(target);
  const [similar, elsewhere] = otherClaims(target);
  const free = SIZE * (1 - level.limit);
  // Fuller, of another size, and on their way: an expression that lost a matcher would tell of them or compute with them.
  const others = [similar, elsewhere].flatMap((other) => volume(other, SIZE * 4, ...falling(free / 2, "5h")));
  const ordinary = [accessMode(claim, "ReadWriteOnce"), excluded(claim, "false"), ...otherwiseElsewhere(target)];
  const filling = volume(claim, SIZE, ...falling(free * 0.99, "3h"));
  const cases: readonly AlertCase[] = [
    ...(level.severity === "critical" ? shareCases(target, level) : predictedCases(target, level)),
    {
      name: "just under the limit, and filling",
      series: volume(claim, SIZE, steady(free * 1.3, "1m"), growing((-free * 0.25) / (3 * DAY), "3h")),
      stays: "inactive",
    },
    { name: "a volume that is only read", series: [...filling, accessMode(claim, "ReadOnlyMany")], stays: "inactive" },
    { name: "a claim whose label says so", series: [...filling, excluded(claim, "true")], stays: "inactive" },
    { name: "no size", series: volume(claim, 0, steady(0, "3h")), stays: "inactive" },
    { name: "no series of its own", series: [], stays: "inactive" },
  ];
  return cases.map((one) => ({
    ...one,
    series: [...one.series, ...("fires" in one ? ordinary : []), ...others],
  }));
}

/** In bytes. Any size will do, as what counts are shares of it; and so nothing is hidden below a byte. */
const SIZE = 1;
/** Seconds. */
const DAY = 86_400;
const KEEP_FIRING_FOR = { critical: "5m", warning: "1h", info: "1h" } as const;

/** From this size on, so that it is empty in a day and a half. */
function falling(from: number, during: Duration): Phase[] {
  return [steady(from, "1m"), growing(-from / (1.5 * DAY), during)];
}

/** What would silence the alert if it were this claim's. */
function otherwiseElsewhere(target: ServiceTarget): CaseSeries[] {
  return otherClaims(target).flatMap((other) => [accessMode(other, "ReadOnlyMany"), excluded(other, "true")]);
}

/** The share alone. */
function shareCases(target: ServiceTarget, { limit, severity, for: wait }: ParsedLevel): AlertCase[] {
  const { namespace, persistentvolumeclaim } = ownClaim(target);
  const claim = { namespace, persistentvolumeclaim };
  const free = SIZE * (1 - limit);
  const long = plus(wait, "5m");
  return [
    {
      name: "just past the limit, then expanded or emptied",
      series: volume(claim, SIZE, steady(free, "10m"), steady(free * 0.99, long), steady(SIZE, "30m")),
      fires: {
        since: "10m",
        until: plus("10m", long, KEEP_FIRING_FOR[severity]),
        value: 1 - (free * 0.99) / SIZE,
        labels: { persistentvolumeclaim },
      },
    },
    {
      name: "one per cent more room than at the limit",
      series: volume(claim, SIZE, steady(free * 1.01, "2h")),
      stays: "inactive",
    },
  ];
}

/** The share, and what six hours promise for the next four days. */
function predictedCases(target: ServiceTarget, { limit, severity, for: wait }: ParsedLevel): AlertCase[] {
  const { namespace, persistentvolumeclaim } = ownClaim(target);
  const claim = { namespace, persistentvolumeclaim };
  const free = SIZE * (1 - limit);
  // The limit is passed between the samples of 2h59m and 3h; from `last` on nothing is written any more, and to go on like
  // before would have taken two days from there.
  const last = parseDuration(plus("7h", wait)) / 1000;
  const perSecond = free / (2 * DAY + last - (3 * 3600 - 30));
  const at = (seconds: number): number => free + perSecond * (3 * 3600 - 30 - seconds);
  const fullIn = (days: number): CaseSeries[] =>
    volume(claim, SIZE, steady(free * 0.9, "1m"), growing((-free * 0.9) / (days * DAY), "5h"));
  const turn = [steady(free * 1.2, "1m"), growing((-free * 0.6) / 3600, "59m")];
  return [
    {
      name: "filling past the limit, then no more",
      series: volume(claim, SIZE, steady(at(0), "1m"), growing(-perSecond, plus("7h", wait)), growing(0, "5h")),
      fires: {
        since: "3h",
        // 182 minutes later, the slope of the last six hours promises more than four days.
        until: plus("7h", wait, "182m", KEEP_FIRING_FOR[severity]),
        value: 1 - at(3 * 3600 + parseDuration(wait) / 1000) / SIZE,
        labels: { persistentvolumeclaim },
      },
    },
    {
      name: "full in a little less than four days",
      series: fullIn(3.95),
      fires: {
        since: "1m",
        value: 1 - (free * 0.9 * (1 - (60 + parseDuration(wait) / 1000) / (3.95 * DAY))) / SIZE,
        labels: { persistentvolumeclaim },
      },
    },
    { name: "full in more than four days", series: fullIn(4.5), stays: "inactive" },
    {
      name: "nearly full, and that for long",
      series: volume(claim, SIZE, steady(free / 10, "3h")),
      stays: "inactive",
    },
    {
      name: "being emptied",
      series: volume(claim, SIZE, steady(free / 10, "1m"), growing(free / DAY, "3h")),
      stays: "inactive",
    },
    ...(parseDuration(wait) < 60 * 60_000
      ? []
      : [
          {
            // The share and the prediction waver with each turn: https://github.com/kubernetes-monitoring/kubernetes-mixin/issues/1103
            name: "filled and emptied once an hour",
            series: volume(claim, SIZE, ...Array.from({ length: 8 }, () => turn).flat()),
            stays: "pending",
          } as const,
        ]),
    {
      name: "filling for a moment",
      series: volume(claim, SIZE, steady(free * 0.99, "1m"), growing(-free / DAY, "10m"), steady(free * 2, "3h")),
      stays: "pending",
    },
  ];
}
