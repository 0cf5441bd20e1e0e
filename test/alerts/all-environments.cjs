// What test:alerts proves: every sample environment, and services that have all alerts there are.
const sample = require("../../dist/stacks/build");
const every = require("./every-alert.cjs");

exports.environments = { ...sample.environments, ...every.environments };

exports.build = (environment) =>
  Object.values(every.environments).includes(environment) ? every.build(environment) : sample.build(environment);
