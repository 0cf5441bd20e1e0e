import type { Route } from "../../../lib/components/alertmanager";
import { problemsOf } from "./builders";

describe("a route behind one that takes everything of it", () => {
  const behind = (earlier: Route["match"], later: Route["match"], continues = false) =>
    problemsOf({
      routes: [
        { match: earlier, receiver: "oncall", continue: continues },
        { match: later, receiver: "team" },
      ],
    });

  test.each<[Route["match"], Route["match"]]>([
    [{ namespace: "shop" }, { namespace: "shop", severity: "warning" }],
    [{ namespace: { re: "shop-.*" } }, { namespace: "shop-eu" }],
    [{ team: { re: "a|b" } }, { team: { re: "a|b" }, namespace: "shop" }],
    [{ severity: { not: "critical" } }, { severity: { re: "warning|info" } }],
    [{ team: { not: "web" } }, { team: "db" }],
  ])("is refused: %j before %j", (earlier, later) => {
    expect(behind(earlier, later)).toEqual([
      `alerting.routes[1].match ${JSON.stringify(later)}: expected alerts that alerting.routes[0] leaves to it; ` +
        "that one takes all of them; put it before alerting.routes[0], or set continue there",
    ]);
    expect(behind(earlier, later, true)).toEqual([]);
  });

  test.each<[Route["match"], Route["match"]]>([
    [{ namespace: "shop", severity: "warning" }, { namespace: "shop" }],
    [{ namespace: { re: "shop-.*" } }, { namespace: "shop" }],
    [{ severity: { re: "warning|info" } }, { severity: { not: "info" } }],
    [{ team: { re: "a|b" } }, { team: { re: "b|c" } }],
  ])("is none where something is left: %j before %j", (earlier, later) => {
    expect(behind(earlier, later)).toEqual([]);
  });
});
