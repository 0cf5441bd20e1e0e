import type { k8s } from "cdk8s-plus-28";
import type { Plain } from "./plain";

/** `sleep` is younger than the version of Kubernetes whose types are used; this is the one place that knows it. */
export type SleepBeforeStop = Plain<k8s.Lifecycle> & {
  readonly preStop: Plain<k8s.LifecycleHandler> & { readonly sleep: { readonly seconds: number } };
};

/** The `lifecycle` of a container that goes on for a while after Kubernetes has decided to end it; none for 0 s. */
export function sleepBeforeStop(seconds: number): SleepBeforeStop | undefined {
  return seconds === 0 ? undefined : { preStop: { sleep: { seconds } } };
}
