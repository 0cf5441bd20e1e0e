import { memoryLimits } from "../../../lib/components/collector/memory";

const MIB = 2 ** 20;

function limitsAt(mebibytes: number) {
  const cpu = { request: 100, limit: undefined };
  return memoryLimits({ cpu, memory: { request: 1, limit: mebibytes * MIB } });
}

test("leaves a fifth of the container to what is not of Go's heap", () => {
  expect(limitsAt(512)).toEqual({
    goMemoryLimit: "409MiB",
    limiter: { check_interval: "1s", limit_mib: 409, spike_limit_mib: 81 },
  });
});

test.each([128, 256, 1000, 2048])("refuses at %d MiB before Go does nothing but collect garbage", (mebibytes) => {
  const { goMemoryLimit, limiter } = limitsAt(mebibytes);

  const begins = Number(limiter["limit_mib"]) - Number(limiter["spike_limit_mib"]);
  expect(begins).toBeLessThan(Number.parseInt(goMemoryLimit, 10));
  expect(begins).toBeGreaterThan(mebibytes / 2);
});

test("follows the limit alone, as it is the limit that kills", () => {
  const small = memoryLimits({ cpu: { request: 1, limit: 1 }, memory: { request: 64 * MIB, limit: 256 * MIB } });

  expect(small).toEqual(limitsAt(256));
});
