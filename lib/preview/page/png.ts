import type * as Resvg from "@resvg/resvg-js";
import { optional } from "../draw/missing-package";

/**
 * A picture of a drawing in real colours. Texts are in Inter and in no font of this machine, so that the same drawing gives
 * the same picture everywhere; `scale` pixels of it are one pixel of the drawing.
 */
export function png(svg: string, scale = 1): Uint8Array {
  const { Resvg: Renderer } = resvg();
  const picture = new Renderer(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles: [...fontFiles()], loadSystemFonts: false, defaultFontFamily: "Inter", sansSerifFamily: "Inter" },
  });
  return picture.render().asPng();
}

const FONTS = "@expo-google-fonts/inter";

function resvg(): typeof Resvg {
  return optional("@resvg/resvg-js", () => require("@resvg/resvg-js"));
}

function fontFiles(): readonly string[] {
  return optional(FONTS, () =>
    ["400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf"].map((file) =>
      require.resolve(`${FONTS}/${file}`),
    ),
  );
}
