/** For `cdk8s synth`, which takes no arguments: writes the environment that CDK8S_ENVIRONMENT names, or dev. */
import { build } from "./build";
import { environments } from "./environments";

const name = process.env["CDK8S_ENVIRONMENT"] ?? "dev";
const environment = Object.entries(environments).find(([known]) => known === name)?.[1];
if (!environment) throw new Error(`CDK8S_ENVIRONMENT ${name}: expected one of ${Object.keys(environments).join(", ")}`);
build(environment).synth();
