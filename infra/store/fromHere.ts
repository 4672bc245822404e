import { resolve } from 'node:path'

/** A path as the person meant it: npm runs a script in the checkout, and says where it was called. */
export function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}
