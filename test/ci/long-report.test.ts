import { onGitHub } from "./on-github";

const on = onGitHub();

const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `- line ${i} of the report`).join("\n");

test("a report that is too long is cut at a line, with what is open closed, and a note", async () => {
  on.job.reported({ info: 1, markdown: `# Review\n<details>\n\n\`\`\`\n${lines(4000)}\n\`\`\`\n</details>\n` });

  await on.job.script("post-review.mjs");

  const body = on.service.comments[0]?.body ?? "";
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body.length).toBeGreaterThan(65_000);
  expect(body).toMatch(
    /- line \d+ of the report\n```\n<\/details>\n\nThe report is longer than a comment may be: \[the whole of it\]\(https:\/\/git.example.com\/shop\/deploy\/actions\/runs\/42\)\.\n\nOf commit/,
  );
});

test("what is cut off is told, if it is a danger", async () => {
  const dangers = ["checkout_1 is deleted", "<b>volume</b> `data` of @all is deleted", "the last one"];
  const markdown = `- checkout\\_1 is deleted\n${lines(4000)}\n- &lt;b&gt;volume&lt;/b&gt; \`data\` of &#64;all is deleted\n- the last one\n`;
  on.job.reported({ danger: 3, markdown, dangers });

  await on.job.script("post-review.mjs");

  const body = on.service.comments[0]?.body ?? "";
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain(
    "Dangers that do not stand above: 2.\n- &lt;b&gt;volume&lt;/b&gt; \\`data\\` of &#64;all is deleted\n- the last one\n",
  );
});

test("tells how many dangers there are, where they alone are too long", async () => {
  const dangers = Array.from({ length: 900 }, (_, i) => `danger ${i}: ${"x".repeat(100)}`);
  on.job.reported({
    danger: 900,
    markdown: dangers
      .map((danger) => `- ${danger}`)
      .toReversed()
      .join("\n"),
    dangers,
  });

  await on.job.script("post-review.mjs");

  const body = on.service.comments[0]?.body ?? "";
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain("Dangers that do not stand above: 900.\n- danger 0: x");
});
