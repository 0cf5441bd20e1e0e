import { COLUMNS, GAP } from "../draw/grid";
import { FONT } from "../draw/svg";
import { themeVariables, TOKENS } from "../draw/theme";

/** The page's one style sheet. A panel's place is a class: what stands in `style` attributes is forbidden by the page itself. */
export function styles(): string {
  const places = Array.from(
    { length: COLUMNS },
    (_, i) => `.x${i}{grid-column-start:${i + 1}}.w${i + 1}{grid-column-end:span ${i + 1}}`,
  );
  const kinds = TOKENS.map((token) => `.key .k-${token}::before{border-color:var(--${token})}`);
  return `
:root{color-scheme:light;${themeVariables("light")}}
:root:has(#other-theme:checked){color-scheme:dark;${themeVariables("dark")}}
@media (prefers-color-scheme:dark){
:root{color-scheme:dark;${themeVariables("dark")}}
:root:has(#other-theme:checked){color-scheme:light;${themeVariables("light")}}
}
*{box-sizing:border-box}
html{scroll-padding-top:64px}
body{margin:0;background:var(--canvas);color:var(--text);font:15px/1.5 ${FONT}}
header,main{max-width:1680px;margin:0 auto;padding:16px 20px}
h1{font-size:24px;margin:0 0 8px}h2{font-size:20px;margin:0 0 4px}h3{font-size:15px;margin:12px 0 0}
p{margin:0 0 12px;max-width:90ch}
a{color:var(--blue)}
.sketch{border-left:4px solid var(--orange);padding:4px 12px;background:var(--panel)}
.switch{display:inline-flex;gap:8px;align-items:center;cursor:pointer}
.switch input{width:18px;height:18px}
.skip{position:absolute;left:-999px;top:0;z-index:3;padding:8px 16px;background:var(--panel)}
.skip:focus{left:8px;top:8px}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
main:focus{outline:none}
nav{position:sticky;top:0;z-index:2;background:var(--panel);border-block:1px solid var(--border)}
nav ul{display:flex;flex-wrap:wrap;gap:0 20px;list-style:none;max-width:1680px;margin:0 auto;padding:6px 20px;font-size:14px}
nav a{display:inline-block;padding:3px 0;text-decoration:none}nav a:hover{text-decoration:underline}
section{margin:0 0 48px}
.choices{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 12px;font-size:13px}
.choices div{display:flex;gap:8px;padding:2px 10px;background:var(--panel);border:1px solid var(--border);border-radius:3px}
dt{color:var(--muted)}dd{margin:0;font-weight:600}
.key div::before{content:"";border-left:2px dashed;align-self:stretch}
${kinds.join("")}
.panels{display:grid;grid-template-columns:repeat(${COLUMNS},minmax(0,1fr));gap:${GAP}px}
.panels h3{grid-column:1/-1;margin:8px 0 0}
.panel svg{display:block;width:100%;height:auto}
${places.join("")}
details{margin-top:12px;background:var(--panel);border:1px solid var(--border);border-radius:4px;padding:8px 14px}
summary{cursor:pointer;font-weight:600}
table{border-collapse:collapse;margin:4px 0 16px;font-size:13px}
caption{text-align:left;color:var(--muted)}
th,td{text-align:left;vertical-align:top;padding:2px 12px 2px 0;border-bottom:1px solid var(--border);white-space:pre-wrap;overflow-wrap:anywhere}
details ul{margin:0;padding-left:20px}
details span,.unit{color:var(--muted);font-size:13px}
code{font-family:ui-monospace,monospace;font-size:13px;white-space:pre-wrap;overflow-wrap:anywhere}
@media (max-width:900px){
html{scroll-padding-top:16px}
nav{position:static}
.panels{display:block;overflow-x:auto}
.panel{margin-bottom:${GAP}px}
.panel svg{width:auto;max-width:none}
}
@media print{nav,.switch,.skip{display:none}}
`;
}
