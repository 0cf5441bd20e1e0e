export { ruleTests, type MonitorTests, type RuleTest } from "./rule-tests";
