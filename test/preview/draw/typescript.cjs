// For processes of their own: `node -r ./typescript.cjs` reads TypeScript as the tests do.
const { transformFileSync } = require("@swc/core");

require.extensions[".ts"] = (module, filename) => {
  const { code } = transformFileSync(filename, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  // oxlint-disable-next-line no-underscore-dangle -- Node's own name, which everybody uses who reads another language
  module._compile(code, filename);
};
