import { max, rate } from "../../lib/signals";
import { count } from "../expressions";
import { ofNode } from "./expressions";

const total = max(ofNode("node_memory_MemTotal_bytes"));
const available = max(ofNode("node_memory_MemAvailable_bytes"));

/** How many cores it has. */
export const cores = count(max(ofNode("node_cpu_seconds_total", { mode: "idle" }), ["cpu"]));

/** The share of its CPU time that was not idle. */
export const busy = `1 - avg(${rate(ofNode("node_cpu_seconds_total", { mode: "idle" }), "$__rate_interval")})`;

/** The share of its memory that processes hold: caches are given back when they are needed. */
export const memoryInUse = `1 - ${available} / ${total}`;
