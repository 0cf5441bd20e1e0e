import type { Row } from "../model";
import { ruleGroupPanels } from "../rule-groups";

/** Whether rules keep up with their interval. */
export function rules(): Row {
  return { title: "Rules", lines: [ruleGroupPanels("prometheus")] };
}
