export type Theme = "light" | "dark";

/** Light and dark of every colour that is drawn. Those of text reach 4.5 : 1 on a panel of the same theme. */
const SHADES = {
  canvas: { light: "#f1f3f6", dark: "#0f1116" },
  panel: { light: "#ffffff", dark: "#181b20" },
  border: { light: "#dcdfe5", dark: "#2b2f37" },
  grid: { light: "#e8eaee", dark: "#282c34" },
  raised: { light: "#f1f3f6", dark: "#23272e" },
  text: { light: "#22252b", dark: "#d9dbe2" },
  muted: { light: "#5a616d", dark: "#a0a6b3" },
  /** Text on one of the colours below. */
  onColor: { light: "#ffffff", dark: "#0f1116" },
  green: { light: "#2a7a36", dark: "#73bf69" },
  blue: { light: "#1f60c4", dark: "#6ea4f7" },
  orange: { light: "#ad5500", dark: "#ff9830" },
  red: { light: "#c4162a", dark: "#f76d7c" },
  purple: { light: "#8436ad", dark: "#c48be0" },
  yellow: { light: "#826500", dark: "#f2cc0c" },
  cyan: { light: "#0b7285", dark: "#4fc4d6" },
  pink: { light: "#b3246e", dark: "#ff85b8" },
  slate: { light: "#4f6487", dark: "#9db2d8" },
} as const satisfies Record<string, Readonly<Record<Theme, string>>>;

export type Token = keyof typeof SHADES;

/** The names of all colours. */
export const TOKENS = Object.keys(SHADES).filter(isToken);

/** Colours of curves that have none of their own, in turn. */
export const PALETTE: readonly Token[] = [
  "green",
  "yellow",
  "blue",
  "orange",
  "cyan",
  "purple",
  "pink",
  "slate",
  "red",
];

/** What stands in a drawing for a colour until {@link themed} puts it in: chart libraries take nothing but real colours. */
export function paint(token: Token): string {
  return `#c0de${TOKENS.indexOf(token).toString(16).padStart(2, "0")}`;
}

/** A name of Grafana's palette. What we do not know is drawn as text is, so that it can be read at least. */
export function paletteToken(name: string): Token {
  const plain = name.replace(/^(semi-dark|super-light|dark|light)-/, "");
  return isToken(plain) ? plain : "text";
}

/** A drawing in real colours; `page` asks for the variables of {@link themeVariables}, so that a page decides. */
export function themed(svg: string, theme: Theme | "page"): string {
  return svg.replaceAll(/"#c0de([0-9a-f]{2})"/g, (whole, position: string) => {
    const token = TOKENS[Number.parseInt(position, 16)];
    if (token === undefined) return whole;
    return theme === "page" ? `"var(--${token})"` : `"${SHADES[token][theme]}"`;
  });
}

/** A drawing that is a file of its own: light or dark as whoever looks at it has chosen. */
export function standalone(svg: string): string {
  const style = `:root{${themeVariables("light")}}@media (prefers-color-scheme:dark){:root{${themeVariables("dark")}}}`;
  return themed(svg, "page").replace(/^<svg[^>]*>/, (tag) => `${tag}<style>${style}</style>`);
}

/** CSS declarations of every colour. */
export function themeVariables(theme: Theme): string {
  return TOKENS.map((token) => `--${token}:${SHADES[token][theme]}`).join(";");
}

function isToken(name: string): name is Token {
  return Object.hasOwn(SHADES, name);
}
