import { share as chance } from "../hash";
import type { Request } from "../traces/request";

/** The stack of a handler that panicked, as Go's `debug.Stack()` gives it. */
export function goStack({ spanID, service }: Request): string {
  return [
    `goroutine ${100 + Math.floor(chance(spanID) * 90_000)} [running]:`,
    "runtime/debug.Stack()",
    "\t/usr/local/go/src/runtime/debug/stack.go:26 +0x5e",
    "main.recoverPanics.func1()",
    "\t/src/recovery.go:24 +0x10b",
    "panic({0x9c1f20?, 0xc000318090?})",
    "\t/usr/local/go/src/runtime/panic.go:783 +0x132",
    "main.applyDiscounts(...)",
    "\t/src/discounts.go:41",
    `main.(*${service.service.replaceAll(/\W/g, "")}).handle(0xc0001a6000, 0xc000466100)`,
    "\t/src/handler.go:63 +0x2f4",
  ].join("\n");
}
