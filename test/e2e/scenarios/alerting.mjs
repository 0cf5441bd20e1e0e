// Rules and notifications.
import assert from "node:assert/strict";
import { eventually, kubectlWith } from "../cluster.mjs";
import {
  forgetNotifications,
  load,
  nameOf,
  notification,
  prometheus,
  restartsOf,
  scalar,
  setChaos,
} from "../stack.mjs";

/** A changed threshold is evaluated without a restart. */
export async function ruleChange({ proxy, environment, namespaces, render }) {
  const before = await restartsOf(namespaces);
  const changed = { ...environment, checkoutAlerts: { ...environment.checkoutAlerts, errors5xx: { above: "7%" } } };
  const original = new Map(render(environment).map(({ object }) => [nameOf(object), JSON.stringify(object)]));
  const objects = render(changed)
    .map(({ object }) => object)
    .filter((object) => original.get(nameOf(object)) !== JSON.stringify(object));
  assert.equal(objects.length, 1, `one object changes, got ${objects.map(nameOf).join(", ")}`);
  await kubectlWith(objects, "apply", "--server-side");
  const { seconds } = await eventually("the changed rule in Prometheus", 180, async () => {
    const { data } = await prometheus(proxy, "/api/v1/rules?type=alert&rule_name[]=ServiceErrors5xx");
    return data.groups.some(({ rules }) => rules.some(({ query }) => query.includes("> 0.07")));
  });
  assert.deepEqual(await restartsOf(namespaces), before);
  return { changedObjects: objects.map(nameOf), seconds };
}

/** Every request fails: the notification arrives, and another one when it is over. */
export async function outage({ proxy }) {
  await load(proxy, 20);
  await eventually(
    "traffic in Prometheus",
    120,
    async () => (await scalar(proxy, 'service:http_requests:rate5m{service="checkout"}')) > 10,
  );
  await forgetNotifications(proxy);

  const broken = Date.now();
  await setChaos(proxy, "checkout", { error_ratio: 1 });
  const firing = await notification(proxy, "ServiceOutage", "firing", 150);
  const repaired = Date.now();
  await setChaos(proxy, "checkout", { error_ratio: 0 });
  const resolved = await notification(proxy, "ServiceOutage", "resolved", 400);
  await load(proxy, 0);

  const seconds = (firing.receivedAt - broken) / 1000;
  assert.ok(seconds <= 90, `the notification took ${seconds} s`);
  return {
    alert: firing.annotations.summary,
    secondsToNotification: seconds,
    secondsToResolved: (resolved.receivedAt - repaired) / 1000,
  };
}
