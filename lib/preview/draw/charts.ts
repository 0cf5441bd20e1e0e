import type * as ECharts from "echarts";
import { optional } from "./missing-package";

/**
 * What ECharts draws, without the element around it. Its ids count up within a process: `id` takes their place, so that the
 * same drawing has the same bytes, and many of them fit into one page.
 */
export function chart(option: ECharts.EChartsOption, size: { width: number; height: number }, id: string): string {
  const instance = echarts().init(undefined, undefined, { renderer: "svg", ssr: true, ...size });
  try {
    instance.setOption({ animation: false, backgroundColor: "transparent", ...option });
    return inner(instance.renderToSVGString(), id);
  } finally {
    instance.dispose();
  }
}

/** Loaded when it is first needed; as one file, which is read five times faster than its hundreds of modules. */
function echarts(): typeof ECharts {
  return optional("echarts", () => require("echarts"));
}

function inner(svg: string, id: string): string {
  return svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replaceAll(/<rect [^>]*fill="(none|transparent)"[^>]*><\/rect>/g, "")
    .replaceAll(/ (ecmeta_\w+|class|pointer-events|stroke-linejoin)="[^"]*"/g, "")
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replaceAll(/ d="[^"]*"/g, (path) => path.replaceAll(/-?\d+\.\d{2,}/g, rounded))
    .replaceAll(/>\s+</g, "><")
    .replaceAll("></path>", "/>")
    .trim();
}

/** To tenths of a pixel. A circle is drawn as an arc that ends next to where it begins: that little must stay. */
function rounded(number: string): string {
  return Math.abs(Number(number)) < 0.05 ? number : String(Math.round(Number(number) * 10) / 10);
}
