const transform = { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] };

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    { displayName: "unit", testMatch: ["<rootDir>/test/**/*.test.ts"], testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/validators/"], transform },
    { displayName: "validators", testMatch: ["<rootDir>/test/validators/**/*.test.ts"], transform },
  ],
};
