/** The type of {@link together}. */
export type Together<Part extends object> = {
  readonly [K in Part extends unknown ? keyof Part : never]: Part extends { readonly [P in K]: infer V } ? V : never
}

/** The properties of all these values as one value; no two of them have a property in common. */
export function together<Part extends object>(parts: readonly Part[]): Together<Part> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part))) as Together<Part>
}
