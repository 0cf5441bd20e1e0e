export { ERROR_BUDGET_BURN, objectiveAlerts, objectiveThresholds } from "./error-budget-burn";
export { objectiveAlertTests } from "./tests";
