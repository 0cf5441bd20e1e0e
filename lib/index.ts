export * from "./core";
export * from "./signals";
export * from "../alerts";
export * from "../dashboards";
export * from "./monitor";
export * from "./service";
export * from "./components";
export * from "./observability";
