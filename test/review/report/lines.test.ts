import { countOf, linesOf } from "../../../lib/review";
import { aFinding, aReview } from "./a-review";

test("puts the service with the worst finding first, and the worst of each first", () => {
  const review = aReview([
    aFinding({ service: "shop/inventory", text: "a change" }),
    aFinding({ service: "shop/checkout", severity: "warning", text: "a warning" }),
    aFinding({ service: "shop/redis", severity: "info", text: "another change" }),
    aFinding({ service: "shop/redis", severity: "danger", text: "a danger" }),
  ]);

  const services = linesOf(review);

  expect(services.map(({ service, lines }) => [service, ...lines.map(({ text }) => text)])).toEqual([
    ["shop/redis", "a danger", "another change"],
    ["shop/checkout", "a warning"],
    ["shop/inventory", "a change"],
  ]);
  expect(countOf(services)).toEqual({ danger: 1, warning: 1, info: 2 });
});

test("tells what is the same in several environments once, with their names", () => {
  const review = aReview({ staging: [aFinding()], prod: [aFinding(), aFinding({ text: "only here" })] });

  const lines = linesOf(review).flatMap((service) => service.lines);

  expect(lines.map(({ text, environments }) => [text, environments])).toEqual([
    ["image of checkout 1.0.0 → 1.0.1", ["staging", "prod"]],
    ["only here", ["prod"]],
  ]);
});

test("does not name the environment where there is only one", () => {
  const [service] = linesOf(aReview({ prod: [aFinding()] }));

  expect(service?.lines[0]?.environments).toEqual([]);
});

test("tells once what is the same of four services, each under its own name", () => {
  const services = ["a", "b", "c", "d"].map((name) => `team-${name}/${name}-api`);
  const review = aReview(
    services.map((service) => aFinding({ service, text: `image of ${service.split("/")[1]} 1.0.0 → 1.0.1` })),
  );

  const lines = linesOf(review).flatMap((one) => one.lines);

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ text: "image of a-api 1.0.0 → 1.0.1", likewise: services.slice(1) });
});

test("tells three services one by one", () => {
  const review = aReview(["a", "b", "c"].map((name) => aFinding({ service: `shop/${name}`, text: "the same" })));

  expect(linesOf(review).flatMap(({ lines }) => lines)).toHaveLength(3);
});

test("does not put together what differs in a number", () => {
  const review = aReview(
    ["a", "b", "c", "d"].map((name, i) => aFinding({ service: `shop/${name}`, text: `limit of ${name} ${i}Mi` })),
  );

  expect(linesOf(review).flatMap(({ lines }) => lines)).toHaveLength(4);
});
