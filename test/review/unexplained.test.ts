import { reviewEnvironment } from "../../lib/review";

test("tells the first of many fields that nobody knows, and how many there are", () => {
  const cart = (value: number): object => ({
    apiVersion: "example.com/v1",
    kind: "Cart",
    metadata: { name: "a", namespace: "shop" },
    spec: Object.fromEntries(["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => [key, value])),
  });
  const objects = (value: number) => ({ name: "", objects: [JSON.parse(JSON.stringify(cart(value)))] });

  const { findings } = reviewEnvironment(objects(1), objects(2));

  expect(findings.map(({ text }) => text)).toEqual([
    "Cart.example.com/shop/a: spec.a 1 → 2; spec.b 1 → 2; spec.c 1 → 2; spec.d 1 → 2; spec.e 1 → 2; spec.f 1 → 2; and 2 more fields",
  ]);
});
