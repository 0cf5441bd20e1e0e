export { logs } from "./logs";
export type { LogStore, LogStream } from "./store";
