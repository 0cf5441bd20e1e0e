import { holdsPassword, isSecretName } from "../../../lib/review/secret-words";

test.each([
  "DATABASE_PASSWORD",
  "API_TOKEN",
  "STRIPE_API_KEY",
  "AWS_SECRET_ACCESS_KEY",
  "SENTRY_DSN",
  "--admin-password",
])("%s may be a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(["LOG_LEVEL", "PORT", "INVENTORY_URL", "OTEL_SERVICE_NAME", "--log-level"])("%s is none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test("an address with a password in it holds one, one with a port alone does not", () => {
  expect(holdsPassword("postgres://billing:hunter2@db:5432/billing")).toBe(true);
  expect(holdsPassword("http://inventory.shop.svc:80/items@home")).toBe(false);
});
