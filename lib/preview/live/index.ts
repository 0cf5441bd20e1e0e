export { jaeger } from "./jaeger";
export { loki } from "./loki";
export { prometheus } from "./prometheus";
