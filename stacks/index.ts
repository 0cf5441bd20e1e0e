import * as pulumi from "@pulumi/pulumi";
import { inputNames, render } from "../lib";
import { KubernetesDeployment, kubernetesProvider } from "../lib/pulumi";
import { build } from "./build";
import { environments } from "./environments";

// `pulumi up` in the stack dev, staging or prod deploys the environment of that name.
const name = pulumi.getStack();
const environment = Object.entries(environments).find(([known]) => known === name)?.[1];
if (!environment) throw new Error(`stack ${name}: expected one of ${Object.keys(environments).join(", ")}`);

const config = new pulumi.Config();
// Not the current context, which may be any cluster.
const provider = kubernetesProvider(name, { context: config.require("context") });
const manifests = render(build(environment));
// KubernetesDeployment tells of all that are missing at once.
const inputs = Object.fromEntries([...inputNames(manifests)].map((input) => [input, config.getSecret(input)]));
const protect = environment.profile !== "dev";
new KubernetesDeployment("observability", { manifests, inputs, protect }, { provider });
