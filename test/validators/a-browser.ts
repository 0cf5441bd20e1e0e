import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { chromiumPath } from "../../tools/find";

/** The pinned Chromium with its own libraries and fonts, without a word to any network. */
export async function aBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("Chromium is not there: npm run tools -- chromium");
  const directory = dirname(executablePath);
  return chromium.launch({
    executablePath,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, "lib"),
      FONTCONFIG_PATH: directory,
      FONTCONFIG_FILE: join(directory, "fonts.conf"),
      HOME: directory,
    },
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
