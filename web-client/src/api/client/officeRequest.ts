import { z } from 'zod'
import { authorised } from './account.ts'

/** Values that a query string can carry; undefined, null and empty ones are left out. */
export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Writes a query as "?q=ninh+kieu&limit=50", or as nothing. */
export function queryString(params: Params): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}

/** Makes a path of ids, each part safe for an address: `at('units', code, 'changes')` = "/api/units/<code>/changes". */
export const at = (...parts: readonly string[]): string => `/api/${parts.map(encodeURIComponent).join('/')}`

/** The four ways to ask the office. Answers are parsed; errors are RequestFailed. */
export const get = <S extends z.ZodType>(path: string, schema: S, params: Params = {}, signal?: AbortSignal) =>
  authorised('GET', path + queryString(params), schema, signal ? { signal } : {})

export const post = <S extends z.ZodType>(path: string, schema: S, body: unknown = {}, signal?: AbortSignal) =>
  authorised('POST', path, schema, signal ? { body, signal } : { body })

export const put = <S extends z.ZodType>(path: string, schema: S, body: unknown) =>
  authorised('PUT', path, schema, { body })

export const patch = <S extends z.ZodType>(path: string, schema: S, body: unknown) =>
  authorised('PATCH', path, schema, { body })

/** Takes something away; the answer is of no interest. `body`: only where the contract asks for one. */
export async function remove(path: string, params: Params = {}, body?: unknown): Promise<void> {
  await authorised('DELETE', path + queryString(params), z.unknown(), body === undefined ? {} : { body })
}
