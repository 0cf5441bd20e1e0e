import { MissingPackage } from "../../../lib/preview/draw";
import { optional } from "../../../lib/preview/draw/missing-package";

it("says which package drawing needs, and how to install all that it needs", () => {
  const load = (): unknown => require("a-package-that-is-not-there");

  expect(() => optional("a-package-that-is-not-there", load)).toThrow(MissingPackage);
  expect(() => optional("a-package-that-is-not-there", load)).toThrow(
    "preview needs the package a-package-that-is-not-there: npm install --save-dev echarts @resvg/resvg-js @expo-google-fonts/inter",
  );
});

it("says what else is wrong with a package that is there", () => {
  const broken = new Error("invalid ELF header");

  const load = (): never => {
    throw broken;
  };

  expect(() => optional("echarts", load)).toThrow(broken);
});
