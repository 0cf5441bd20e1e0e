import { Problems } from "../core";
import type { Monitor } from "../monitor";
import { ruleChecker } from "./check-rules";
import { rulesOf, type MonitorRules } from "./rule-group";

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

  /**
   * What is wrong with the monitors and their rules. Asked when the tree is rendered, when all of them have their last word.
   * After each, `onChecked` may use its rules, which are not kept.
   */
  problems(onChecked: (monitor: Monitor) => void): string[] {
    const problems = new Problems();
    const check = ruleChecker(problems);
    for (const monitor of this.byName.values()) {
      const rules = rulesOf(monitor);
      check(monitor, rules);
      this.checked = { monitor, rules };
      onChecked(monitor);
    }
    this.checked = undefined;
    return [...this.repeated.list(), ...problems.list()];
  }

  /** The rules that have just been checked, or the monitor's own again. */
  rules(monitor: Monitor): MonitorRules {
    return this.checked?.monitor === monitor ? this.checked.rules : rulesOf(monitor);
  }
}
