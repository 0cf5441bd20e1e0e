import {
  burnRates,
  burnRatio,
  growing,
  isLong,
  recorded,
  type AlertCase,
  type AlertTest,
  type BurnRate,
  type CaseSeries,
  type Objective,
  type ServiceTarget,
} from "../../lib/signals";
import type { AlertSettings } from "../definition";
import { requests } from "../case-series";
import { recordedOfOthers, recordedTraffic, traffic, trafficOfOthers, type Traffic } from "./burn-series";
import { burnLabels, ERROR_BUDGET_BURN } from "./error-budget-burn";
import { Steps } from "./steps";

/** When the alerts on objectives fire, and when not. */
export function objectiveAlertTests(target: ServiceTarget, settings: AlertSettings): AlertTest[] {
  return (target.objectives ?? []).flatMap((objective) =>
    burnRates(objective.window).map((rate) => {
      // The fastest pair proves how its series are computed from counters; the others begin with what is recorded.
      const fromCounters = rate.short === "5m";
      const steps = new Steps(fromCounters ? "1m" : "5m");
      return {
        alert: ERROR_BUDGET_BURN,
        severity: rate.severity,
        labels: burnLabels(objective, rate),
        step: steps.step,
        ...(fromCounters ? {} : { given: [recorded.objectiveRequests, recorded.objectiveErrors] }),
        cases: new BurnCases(target, objective, rate, settings, steps).all(),
      };
    }),
  );
}

/** The cases of one pair of windows of one objective. */
class BurnCases {
  /** The share of bad requests above which it burns too fast. */
  private readonly limit: number;
  /** Requests per second, enough of them to count. */
  private readonly usual: number;
  /** How many evaluations it must hold, and goes on after its end. */
  private readonly wait: number;
  private readonly keep: number;
  private readonly fromCounters: boolean;

  constructor(
    private readonly target: ServiceTarget,
    private readonly objective: Objective,
    private readonly rate: BurnRate,
    private readonly settings: AlertSettings,
    private readonly steps: Steps,
  ) {
    this.limit = burnRatio(rate, objective);
    // The first rates of all are those of less than five minutes, and smaller.
    this.usual = 4 * Math.max(settings.minimumRequestRate, 0.1);
    this.wait = steps.in(rate.for);
    this.fromCounters = rate.short === "5m";
    this.keep = this.fromCounters ? steps.in("5m") : 0;
  }

  all(): AlertCase[] {
    const { limit, usual, steps, objective, target } = this;
    // So much that, as it ends, the short window falls from past the limit to just below it.
    const much = limit * ([1.9, 1.267].find((factor) => factor * limit <= 1) ?? 1 / limit);
    const long = steps.duration(2 * this.wait + 20);
    const silent = (name: string, perSecond: number, bad: number): AlertCase => ({
      name,
      series: [...this.traffic({ perSecond, bad, for: long }), ...this.others()],
      stays: "inactive",
    });
    return [
      this.burning("just past the limit, then no bad request any more", limit * 1.01),
      this.burning("much past the limit, then no bad request any more", much),
      ...this.beginning(),
      ...this.growingTraffic(),
      silent("just under the limit", usual, limit * 0.99),
      silent("no traffic", 0, 1),
      ...(this.fromCounters && objective.slo === "availability"
        ? ([
            { name: "clients' mistakes", series: [requests(target, "404", growing(usual, long))], stays: "inactive" },
          ] as const)
        : []),
      { name: "no series", series: [], stays: "inactive" },
    ];
  }

  /** The same share of bad requests for a while, and then none. */
  private burning(name: string, bad: number): AlertCase {
    const { steps, rate, usual } = this;
    const lasts = steps.in(rate.short) * 2 + 2 * this.wait;
    const calm = this.samplesUntil((count) => {
      const before = this.fromCounters ? lasts - 1 : lasts;
      const left = Math.min(...[rate.long, rate.short].map((window) => steps.left(window, count, before)));
      return bad * left <= this.limit;
    });
    return {
      name,
      series: [
        ...this.traffic(
          { perSecond: usual, bad, for: steps.duration(lasts) },
          { perSecond: usual, bad: 0, for: steps.duration(calm + this.keep + 10) },
        ),
        ...this.others(),
      ],
      fires: {
        since: this.fromCounters ? steps.step : "0s",
        value: bad / this.objective.budget,
        until: steps.duration(lasts + calm - 1 + this.keep),
      },
    };
  }

  /** A failure that begins after a long calm: it is too much for the short window long before it is for the long one. */
  private beginning(): AlertCase[] {
    const { steps, rate, limit, usual } = this;
    const window = steps.in(rate.long);
    const wanted = Math.max(30, Math.ceil(window / 4), Math.ceil((window * limit) / 0.95));
    if (wanted >= window) return [];
    // Past the limit with this sample, and not with the one before it.
    const bad = (limit * window * (1 + 0.5 / steps.sum(wanted))) / steps.sum(wanted);
    if (bad > 1) return [];
    const fires = wanted + this.wait;
    const share = (bad * steps.sum(Math.min(fires, window))) / window;
    return [
      {
        name: "bad requests that begin after a calm as long as the window",
        series: [
          ...this.traffic(
            { perSecond: usual, bad: 0, for: rate.long },
            { perSecond: usual, bad, for: steps.duration(fires + 10) },
          ),
          ...this.others(),
        ],
        fires: { since: steps.duration(window + wanted - 1), value: Math.min(bad, share) / this.objective.budget },
      },
    ];
  }

  /** Every request is bad, and at first there are too few of them. */
  private growingTraffic(): AlertCase[] {
    const { steps, rate } = this;
    const { minimumRequestRate } = this.settings;
    if (minimumRequestRate === 0) return [];
    const [window, wanted] = [steps.in(rate.long), 40];
    const few = minimumRequestRate / 2;
    const more = ((minimumRequestRate - few) * window * (1 + 0.5 / steps.sum(wanted))) / steps.sum(wanted);
    return [
      {
        name: "bad requests, at first too few of them",
        series: [
          ...this.traffic(
            { perSecond: few, bad: 1, for: rate.long },
            { perSecond: few + more, bad: 1, for: steps.duration(wanted + this.wait + 10) },
          ),
          ...this.others(),
        ],
        fires: { since: steps.duration(window + wanted - 1), value: 1 / this.objective.budget },
      },
    ];
  }

  private traffic(...times: readonly Traffic[]): CaseSeries[] {
    const { target, objective, steps } = this;
    return this.fromCounters
      ? traffic(target, objective, steps.step, ...times)
      : recordedTraffic(target, objective, ...times);
  }

  private others(): CaseSeries[] {
    const { rate, target, objective } = this;
    const names = [
      recorded.errorRatio(rate.long),
      recorded.errorRatio(rate.short),
      recorded.objectiveRequests,
      recorded.objectiveErrors,
      ...(isLong(rate.long) ? [recorded.objectiveRequestCount, recorded.objectiveErrorCount] : []),
    ];
    // As long as any case, and a while.
    const duration = this.steps.duration(this.steps.in(rate.long) * 2 + 2 * this.wait + 200);
    return [
      ...recordedOfOthers(target, objective, names, duration),
      ...(this.fromCounters ? trafficOfOthers(target, objective, duration) : []),
    ];
  }

  private samplesUntil(holds: (count: number) => boolean): number {
    for (let count = 1; count < 10_000; count++) if (holds(count)) return count;
    throw new Error("the alert does not end");
  }
}
