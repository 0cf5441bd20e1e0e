import { deliveryChecker, type AlertingOptions } from "../components/alertmanager";
import { Problems } from "../core";
import type { Monitor } from "../monitor";
import type { AlertRule } from "../signals";
import { ruleChecker } from "./check-rules";
import { rulesOf, type MonitorRules } from "./rule-group";

/** Where alerts go. */
export interface Delivery {
  readonly alerting: AlertingOptions;
  readonly cluster: string;
  /** Whether alerts on log lines are evaluated. */
  readonly logs: boolean;
}

/** What a stack watches, each by its own name. */
export class Monitors {
  private readonly byName = new Map<string, Monitor>();
  private readonly repeated = new Problems();
  private checked: { readonly monitor: Monitor; readonly rules: MonitorRules } | undefined;

  /** Whether it is a new one; if not, that is a problem. */
  add(monitor: Monitor): boolean {
    const name = monitor.monitorName;
    const known = this.byName.has(name);
    if (known) {
      const fix = "monitor it once, or give one of them another name";
      this.repeated.report(`monitor ${JSON.stringify(name)} is watched already; ${fix}`);
    } else this.byName.set(name, monitor);
    return !known;
  }

  all(): readonly Monitor[] {
    return [...this.byName.values()];
  }

  /**
   * What is wrong with the monitors and their rules. Asked when the tree is rendered, when all of them have their last word.
   * After each, `onChecked` may use its rules, which are not kept.
   */
  problems({ alerting, cluster, logs }: Delivery, onChecked: (monitor: Monitor) => void): string[] {
    const problems = new Problems();
    const checker = ruleChecker(problems);
    const delivery = deliveryChecker(alerting);
    for (const monitor of this.byName.values()) {
      const rules = rulesOf(monitor);
      checker.check(monitor, rules);
      this.checked = { monitor, rules };
      onChecked(monitor);
      const labelsOf = checker.seriesLabels(monitor);
      const sent = (rule: AlertRule, language: "promql" | "logql"): void => {
        const { known, open } = labelsOf(rule, language);
        const labels = { cluster, ...monitor.monitorLabels, ...rule.labels };
        const { alert, severity } = rule;
        delivery?.add({ monitor: monitor.monitorName, alert, severity, labels, otherLabels: [...known], open });
      };
      for (const rule of rules.metrics.alerts) sent(rule, "promql");
      for (const rule of logs ? rules.logs.alerts : []) sent(rule, "logql");
    }
    delivery?.report(problems);
    this.checked = undefined;
    checker.finish();
    return [...this.repeated.list(), ...problems.list()];
  }

  /** The rules that have just been checked, or the monitor's own again. */
  rules(monitor: Monitor): MonitorRules {
    return this.checked?.monitor === monitor ? this.checked.rules : rulesOf(monitor);
  }
}
