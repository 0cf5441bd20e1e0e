import { isRecord } from "../../core";

/** An optional package that drawing needs is not installed; the message has the command that installs it. */
export class MissingPackage extends Error {}

/** All that `preview` draws with: whoever lacks one mostly lacks all. */
const PACKAGES = ["echarts", "@resvg/resvg-js", "@expo-google-fonts/inter"];

/** What `load` gives, or how to install what it could not find. */
export function optional<T>(name: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!isRecord(error) || error["code"] !== "MODULE_NOT_FOUND") throw error;
    throw new MissingPackage(`preview needs the package ${name}: npm install --save-dev ${PACKAGES.join(" ")}`, {
      cause: error,
    });
  }
}
