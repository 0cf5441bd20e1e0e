import { shorten, textWidth, wrap } from "../../../lib/preview/draw/text";

it("leaves a text that fits, and ends one that does not with an ellipsis within the width", () => {
  const shortened = shorten("a service with a long name", 80, 12);

  expect(shorten("short", 80, 12)).toBe("short");
  expect(shortened).toMatch(/^a service.*…$/);
  expect(textWidth(shortened, 12)).toBeLessThanOrEqual(80);
});

it("takes ideographs for as wide as they are high", () => {
  expect(textWidth("注文", 12)).toBeGreaterThanOrEqual(24);
});

it("wraps at spaces, and shortens the last of the lines that it may use", () => {
  const lines = wrap("one two three four five six seven eight nine ten", 70, 12, 3);

  expect(lines).toHaveLength(3);
  expect(lines[0]).toBe("one two");
  expect(lines[2]).toMatch(/…$/);
});

it("breaks a word that is wider than the line", () => {
  const lines = wrap("x".repeat(40), 60, 12, 9);

  expect(lines.join("")).toBe("x".repeat(40));
  expect(lines.every((line) => textWidth(line, 12) <= 60)).toBe(true);
});

it("leaves code as much room as letters of one width need, and as Inter needs in place of them", () => {
  expect(textWidth("iiii", 10, "code")).toBeGreaterThanOrEqual(4 * 6.02);
  expect(textWidth("WWWW", 10, "code")).toBe(textWidth("WWWW", 10));
});
