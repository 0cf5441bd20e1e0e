import { input } from "../../lib/core/input";
import { inputProblems } from "../../lib/pulumi/input-problems";
import { aConfigMap, aManifest } from "./manifests";

describe("inputProblems", () => {
  it("finds none when exactly the inputs that are mentioned are given", () => {
    const manifests = [aManifest(aConfigMap({ url: `https://${input("host")}/${input("path")}` }))];

    expect(inputProblems(manifests, { host: "example.com", path: "x" })).toEqual([]);
  });

  it("tells of every input that is missing, by manifest", () => {
    const manifests = [aManifest(aConfigMap({ url: input("slackUrl"), key: input("pagerKey") }))];

    expect(inputProblems(manifests, {})).toEqual([
      'shop/checkout: ConfigMap/shop/settings needs input "slackUrl"; pass it as inputs.slackUrl',
      'shop/checkout: ConfigMap/shop/settings needs input "pagerKey"; pass it as inputs.pagerKey',
    ]);
  });

  it("takes an undefined value for a missing one", () => {
    const manifests = [aManifest(aConfigMap({ url: input("slackUrl") }))];

    expect(inputProblems(manifests, { slackUrl: undefined })).toHaveLength(1);
  });

  it("tells of inputs that nothing uses", () => {
    expect(inputProblems([aManifest()], { slackUrl: "x" })).toEqual([
      'inputs.slackUrl: no manifest uses it; write input("slackUrl") where it belongs, or remove it',
    ]);
  });

  it.each([
    ["Secret", "data", "stringData"],
    ["ConfigMap", "binaryData", "data"],
  ])("refuses an input in %s.%s, which is base64, and says to use %s", (kind, field, instead) => {
    const manifests = [aManifest({ ...aConfigMap(), kind, [field]: { token: input("token") } })];

    expect(inputProblems(manifests, { token: "x" })).toEqual([
      `shop/checkout: ${kind}/shop/settings mentions input "token" in ${field}, whose values are base64: expected plain text; use ${instead}`,
    ]);
  });

  it("refuses an input in what identifies an object", () => {
    const manifests = [aManifest({ ...aConfigMap(), metadata: { name: "settings", namespace: input("team") } })];

    expect(inputProblems(manifests, { team: "x" })).toEqual([expect.stringContaining('is identified by input "team"')]);
  });
});
