import { memory } from "../../../lib/preview/evaluate/memory";

test("computes once for each moment", () => {
  const computed: number[] = [];
  const square = memory().byMoment(
    (time) => {
      computed.push(time);
      return time ** 2;
    },
    () => 1,
  );

  expect([square(3), square(4), square(3)]).toEqual([9, 16, 9]);
  expect(computed).toEqual([3, 4]);
});

test("forgets everything when it holds as much as it may, and computes it again", () => {
  const computed: string[] = [];
  const { byMoment } = memory(3);
  const of = (name: string) =>
    byMoment(
      (time) => {
        computed.push(name);
        return time;
      },
      () => 1,
    );
  const [first, second] = [of("first"), of("second")];

  expect([first(1), second(1), first(1)]).toEqual([1, 1, 1]);
  expect(computed).toEqual(["first", "second", "first"]);
});
