import { once } from "node:events";
import { createServer } from "node:http";

/**
 * Serves series at /0, /1, …, a part at each. The first time that a part is asked for it tells the past too, as far as the
 * rules look back, so that nobody has to wait for it.
 */
export async function serve(series, { parts, step, longest }) {
  const start = Date.now() / 1000;
  const part = Array.from({ length: parts }, () => []);
  series.forEach(({ owner = 0, ...one }) => part[owner % parts].push({ ...one, head: head(one) }));
  const told = new Set();
  let bytes = 0;
  const server = createServer((request, response) => {
    const index = Number(request.url.slice(1));
    const now = Date.now() / 1000;
    const value = ({ start: first, rate }, seconds) => first + rate * (seconds - start + 7200);
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" });
    if (!told.has(index)) {
      told.add(index);
      for (const one of part[index]) {
        let text = "";
        const back = Math.floor(Math.min(longest, Math.max(one.history, step)) / step);
        for (let i = back; i > 0; i--)
          text += `${one.head} ${value(one.value, now - i * step)} ${Math.round((now - i * step) * 1000)}\n`;
        response.write(text);
      }
    }
    const text = part[index].map((one) => `${one.head} ${value(one.value, now)}\n`).join("");
    bytes += text.length;
    response.end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: server.address().port, told: () => told.size, bytes: () => bytes, close: () => server.close() };
}

function head({ metric, labels }) {
  const all = Object.entries({ instance: labels.pod ? `${labels.pod}:8080` : "10.0.0.1:8080", ...labels });
  return `${metric}{${all.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(",")}}`;
}
