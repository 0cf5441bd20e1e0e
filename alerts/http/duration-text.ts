/** Seconds as `humanizeDuration` writes them in the same text: 0.8 is `800ms`, 90 is `1m 30s`. */
export function durationText(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Number((seconds * 1000).toPrecision(4))}ms`;
  if (seconds < 60) return `${Number(seconds.toPrecision(4))}s`;
  const whole = Math.trunc(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}h ${minutes}m ${rest}s` : `${minutes}m ${rest}s`;
}
