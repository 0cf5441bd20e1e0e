export type { Context } from "./context";
export { drawDashboard } from "./dashboard";
export { formatValue } from "./format";
export type { Size } from "./frame";
export { MissingPackage } from "./missing-package";
export { drawPanel } from "./panel";
export { standalone, type Theme, themed, themeVariables } from "./theme";
