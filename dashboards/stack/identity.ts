import { selector } from "../../lib/signals";
import { everyProgram } from "./members";

/** What tells one program of the stack from another. */
export const PROGRAM = ["namespace", "service"];

const up = selector("up", everyProgram);

/** 1 for each program of the stack. */
export const programs = `group by (namespace, service) (${up})`;

/** Values of pods, such as what Kubernetes tells, with the program that each pod is one of, and of no other pods. */
export function ofPrograms(ofPods: string): string {
  return `${ofPods} * on (namespace, pod) group_left (service) group by (namespace, pod, service) (${up})`;
}
