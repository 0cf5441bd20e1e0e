import { render, toYaml } from "../../lib/core";
import { build } from "../../stacks/build";
import { environments } from "../../stacks/environments";

function bytes(environment: (typeof environments)[keyof typeof environments]): string {
  return render(build(environment))
    .map(({ object, source, dependsOn }) => `${source} ${dependsOn.join()}\n${toYaml(object)}`)
    .join("---\n");
}

describe.each(Object.values(environments))("$name", (environment) => {
  test("renders the same bytes at another time, in another environment, with other random numbers", () => {
    const before = bytes(environment);
    const original = process.env;
    jest.useFakeTimers({ now: new Date("2001-01-01") });
    const random = jest.spyOn(Math, "random").mockReturnValue(0.123);
    process.env = { TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8", HOME: "/nowhere", CDK8S_DISABLE_SORT: "1" };

    const after = bytes(environment);

    process.env = original;
    random.mockRestore();
    jest.useRealTimers();
    expect(after).toBe(before);
  });
});
