import * as z from "zod";

/** An object with these keys and no others, in this order. Optional ones may be left out. */
export function keys<const Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  const inOrder = z.unknown().superRefine((value, context) => {
    if (typeof value !== "object" || value === null) return;
    const given = Object.keys(value).filter((key) => known.includes(key));
    const ordered = known.filter((key) => given.includes(key));
    if (given.join() !== ordered.join()) {
      context.addIssue({ code: "custom", message: `keys come as ${given.join()}, not ${ordered.join()}` });
    }
  });
  return inOrder.pipe(z.strictObject(shape));
}

/** A function that makes each schema once: they take longer to make than to use. */
export function made<Asked, Shape>(make: (asked: Asked) => Shape): (asked: Asked) => Shape {
  const kept = new Map<Asked, Shape>();
  return (asked) => {
    const shape = kept.get(asked) ?? make(asked);
    kept.set(asked, shape);
    return shape;
  };
}
