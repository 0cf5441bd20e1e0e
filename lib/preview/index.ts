export * from "./answer";
export { answerAll, inAStory, ofPrograms, type Addresses, type Asked } from "./asked";
export { drawDashboard, MissingPackage, standalone, themed, type Theme } from "./draw";
export { jaeger, loki, prometheus } from "./live";
export { page, png } from "./page";
export * from "./sources";
