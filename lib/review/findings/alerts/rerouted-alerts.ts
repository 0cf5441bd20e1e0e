import { canonical } from "../../diff";
import { alertmanagerFile, type AlertmanagerFile } from "./alertmanager-file";
import type { Changes, Finding } from "../../model";
import { labelsInAlertmanager, receiversOf } from "./receivers-told";
import { externalLabels, rerouted, reroutedText } from "./routing";
import { titleOf } from "./rule";
import { type RulePair } from "./rule-pairs";

/** Alerts whose new labels lead them to somebody else. */
export function reroutedAlerts(changed: readonly Required<RulePair>[], changes: Changes): Finding[] {
  const relabelled = changed.filter(
    ({ before, after }) =>
      after.rule.kind === "alert" && canonical(before.rule.labels) !== canonical(after.rule.labels),
  );
  if (relabelled.length === 0) return [];
  const file = alertmanagerOf(changes);
  if (!file?.routing) return [];
  const external = externalLabels(changes);
  return relabelled.flatMap(({ before, after }): Finding[] => {
    const [was = [], is = []] = [before, after].map(({ rule }) =>
      receiversOf(file, labelsInAlertmanager(rule, external)),
    );
    if (canonical(was) === canonical(is)) return [];
    return [
      {
        ...rerouted([before.rule, after.rule], was, is),
        // That it is less urgent is told already.
        ...(is.length > 0 && before.rule.labels["severity"] !== after.rule.labels["severity"]
          ? { severity: "info" as const }
          : {}),
        service: after.rule.service,
        object: after.file.object,
        text: reroutedText(titleOf(after.rule), was, is),
        explains: [...after.file.explains, ...before.file.explains],
      },
    ];
  });
}

function alertmanagerOf({ after }: Changes): AlertmanagerFile | undefined {
  const [document] = after.documentsOfKind("alertmanager");
  return document && alertmanagerFile(document.object)?.file;
}
