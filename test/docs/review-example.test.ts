import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdown, review, text, type Environment } from "../../lib/review";
import { parseYaml } from "../../lib/review/yaml";
import { edited, type Edit } from "../review/edit";
import { anchorOf } from "./markdown";
import { objectsBelow } from "../review/objects-below";

const root = join(__dirname, "../..");
const page = join(root, "docs/guides/review-example.md");

/** `npm run review-example` writes the page anew; without it, a page that is not what the review says is an error. */
const isWritten = process.env["WRITE_REVIEW_EXAMPLE"] === "1";

test("the example in the guide is what the review says of that pull request", () => {
  const example = reviewed();

  if (isWritten) writeFileSync(page, example);

  expect(readFileSync(page, "utf8")).toBe(example);
});

test("the README shows what the review says of three changes", () => {
  const objects = objectsBelow(join(root, "test/golden/prod"));
  const container = ["spec", "template", "spec", "containers", "checkout"];
  const after = edited(objects, [
    { object: "Deployment/shop/checkout", at: [...container, "image"], set: "example.com/gin-shop:1.0.0" },
    {
      object: "ConfigMap/observability/prometheus-rules-57",
      at: ["data", "shop.checkout.yaml", "groups", "shop/checkout/1m", "rules", "ServiceErrors5xx critical", "expr"],
      replace: { "> 0.02": "> 0.05" },
    },
    {
      object: "ConfigMap/observability/alertmanager-config",
      at: ["data", "alertmanager.yml", "receivers", "oncall", "pagerduty_configs"],
      delete: true,
    },
  ]);

  const shown = text(
    review(
      { name: "main", environments: [{ name: "prod", objects }] },
      { name: "the working tree", environments: [{ name: "prod", objects: after }] },
    ),
  );

  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(`\`\`\`text\n${shown}\`\`\`\n`);
});

function reviewed(): string {
  const changes = parseYaml(readFileSync(join(root, "test/review/example.yaml"), "utf8")) as Record<
    string,
    readonly Edit[]
  >;
  const before = Object.keys(changes).map((name): Environment => {
    return { name, objects: objectsBelow(join(root, "test/golden", name)) };
  });
  const after = before.map(({ name, objects }) => ({ name, objects: edited(objects, changes[name] ?? []) }));
  const comment = markdown(
    review({ name: "main", environments: before }, { name: "the working tree", environments: after }),
  );
  const title = /^## (.*)$/m.exec(comment)?.[1] ?? "";
  return `${INTRODUCTION}- [${title}](#${anchorOf(title)})\n\n${comment}`;
}

const INTRODUCTION = `# An example of a review
A pull request as there are many: *Get checkout ready for the sale*. It brings a new version everywhere; in prod it gives the pods more
CPU and the autoscaler more room, makes two alerts more patient, keeps logs for less time and samples on a larger volume, puts the shop
on a host of its own, and tidies up a probe and a receiver. \`review main\` says:

`;
