/** How long something takes, where most is short and a little is long, with a mean of 1; from a number from 0 up to 1. */
export function tail(draw: number): number {
  return -Math.log(1 - draw);
}
