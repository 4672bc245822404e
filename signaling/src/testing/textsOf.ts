import { z } from 'zod'

/** A schema that takes text, and where it stands in the one that was looked at. */
export type TextSchema = { readonly path: string; readonly schema: z.core.$ZodType }

/** Every schema inside of this one that takes text. What is `unknown` is parsed elsewhere, and left out. */
export function textsOf(schema: z.core.$ZodType, path = '', seen = new Set<z.core.$ZodType>()): TextSchema[] {
  if (seen.has(schema)) return []
  const inner = (child: z.core.$ZodType, name = '') => textsOf(child, `${path}${name}`, new Set([...seen, schema]))
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, child]) => inner(child, `.${key}`))
  if (schema instanceof z.ZodArray) return inner(schema.element, '[]')
  if (schema instanceof z.ZodRecord) return [...inner(schema.keyType, '{key}'), ...inner(schema.valueType, '{}')]
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option, n) => inner(option, `|${n}`))
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap((item, n) => inner(item, `[${n}]`))
  if (schema instanceof z.ZodPipe && !takesText(schema)) return [...inner(schema.in), ...inner(schema.out)]
  const {
    _zod: { def },
  } = schema
  if ('innerType' in def && def.innerType instanceof z.ZodType) return inner(def.innerType)
  return takesText(schema) ? [{ path, schema }] : []
}

/** A string, or something that is made of one: then all of its steps are one schema. */
function takesText(schema: z.core.$ZodType): boolean {
  const {
    _zod: { def },
  } = schema
  return def.type === 'string' || (schema instanceof z.ZodPipe && takesText(schema.in))
}
