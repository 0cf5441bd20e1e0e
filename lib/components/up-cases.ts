import { missing, steady, type AlertCase, type Phase } from "../signals";
import { labelled, others, type Labels } from "./alert-cases";

/** Cases of alerts on what does not answer, or is not there. */

/** `sum(up{…}) == 0 or absent(up{…})`: no replica answers, or there is none. `own` are the matchers of the rule. */
export function downCases(own: Labels): AlertCase[] {
  const elsewhere = others(own, ...Object.keys(own)).map((labels) =>
    labelled("up", { ...labels, pod: "a" }, steady(1, "1h")),
  );
  const up = (pod: string, ...phases: readonly Phase[]) => labelled("up", { ...own, pod }, ...phases);
  return [
    {
      name: "no replica answers, until one does",
      series: [up("a", steady(1, "10m"), steady(0, "20m"), steady(1, "10m")), up("b", steady(0, "40m")), ...elsewhere],
      fires: { since: "10m", until: "30m", value: 0 },
    },
    {
      // What was last seen counts for five minutes.
      name: "there is no replica any more, until a new one answers",
      series: [up("a", steady(1, "10m"), missing("20m"), steady(1, "10m")), ...elsewhere],
      fires: { since: "14m", until: "30m", labels: own },
    },
    {
      name: "one of two answers",
      series: [up("a", steady(0, "1h")), up("b", steady(1, "1h")), ...elsewhere],
      stays: "inactive",
    },
  ];
}

/** `max by (node) (up{…}) == 0 or absent(up{…})`: what runs on each node does not answer on one of them, or is nowhere. */
export function nodeDownCases(job: string): AlertCase[] {
  const up = (node: string, ...phases: readonly Phase[]) => labelled("up", { job, node, pod: node }, ...phases);
  const elsewhere = labelled("up", { job: `other-${job}`, node: "node-1", pod: "node-1" }, steady(1, "1h"));
  return [
    {
      name: "it does not answer on one node",
      series: [
        up("node-1", steady(1, "10m"), steady(0, "20m"), steady(1, "10m")),
        up("node-2", steady(1, "40m")),
        elsewhere,
      ],
      fires: { since: "10m", until: "30m", value: 0, labels: { node: "node-1" } },
    },
    {
      name: "it is on no node any more",
      series: [up("node-1", steady(1, "10m"), missing("20m"), steady(1, "10m")), elsewhere],
      fires: { since: "14m", until: "30m", labels: { job } },
    },
    {
      name: "a new pod answers beside the old one",
      series: [
        up("node-1", steady(1, "30m")),
        labelled("up", { job, node: "node-1", pod: "old" }, steady(0, "30m")),
        labelled("up", { job: `other-${job}`, node: "node-1", pod: "node-1" }, steady(0, "30m")),
      ],
      stays: "inactive",
    },
  ];
}

/** `absent(up{job} == 1)`: nobody answers, whether there is a pod or not. */
export function unansweredCases(job: string): AlertCase[] {
  const up = (pod: string, ...phases: readonly Phase[]) => labelled("up", { job, pod }, ...phases);
  const elsewhere = labelled("up", { job: `other-${job}`, pod: "a" }, steady(1, "1h"));
  return [
    {
      name: "it does not answer, until it does",
      series: [up("a", steady(1, "10m"), steady(0, "20m"), steady(1, "10m")), elsewhere],
      fires: { since: "10m", until: "30m" },
    },
    { name: "there is none", series: [elsewhere], fires: { since: "0s" } },
    { name: "one of two answers", series: [up("a", steady(0, "30m")), up("b", steady(1, "30m"))], stays: "inactive" },
  ];
}

/** `count(up{…} == 1) < replicas`: one is missing. That none is left, another alert says. `own` are the matchers of the rule. */
export function replicaDownCases(own: Labels, replicas: number): AlertCase[] {
  const pods = Array.from({ length: replicas - 1 }, (_, i) => labelled("up", { ...own, pod: `${i}` }, steady(1, "1h")));
  const last = (...phases: readonly Phase[]) => labelled("up", { ...own, pod: "last" }, ...phases);
  const elsewhere = others(own, ...Object.keys(own)).map((labels) =>
    labelled("up", { ...labels, pod: "last" }, steady(1, "1h")),
  );
  return [
    {
      name: "one replica does not answer, until it does",
      series: [...pods, last(steady(1, "10m"), steady(0, "30m"), steady(1, "10m")), ...elsewhere],
      fires: { since: "10m", until: "40m", value: replicas - 1 },
    },
    {
      name: "one replica is gone",
      series: [...pods, last(steady(1, "10m")), ...elsewhere],
      fires: { since: "14m", value: replicas - 1 },
    },
    { name: "all replicas answer", series: [...pods, last(steady(1, "1h"))], stays: "inactive" },
    { name: "no replica answers", series: [last(steady(0, "1h")), ...elsewhere], stays: "inactive" },
  ];
}
