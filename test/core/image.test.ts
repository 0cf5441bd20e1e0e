import { imageVersion } from "../../lib/core";

test.each([
  ["quay.io/prometheus/prometheus:v3.13.2", "3.13.2"],
  ["registry.example.com:5000/shop/checkout:1.4.2", "1.4.2"],
  [`example.com/shop:1.4.2@sha256:${"a".repeat(64)}`, "1.4.2"],
  ["example.com/shop:vanilla", "vanilla"],
])("the version of %s is %s", (image, version) => {
  expect(imageVersion(image)).toBe(version);
});

test.each([
  "registry.example.com:5000/shop/checkout",
  "example.com/shop:latest",
  `example.com/shop@sha256:${"a".repeat(64)}`,
  // Neither ends nor begins in a way that a label's value may.
  "example.com/shop:1.4.2-",
  `example.com/shop:${"1".repeat(64)}`,
])("%s tells no version that a label could hold", (image) => {
  expect(imageVersion(image)).toBeUndefined();
});
