import { foldText, type UnitCode } from '@diem-cau/signaling-contract'

/** PostgreSQL indexes values of up to 2,704 bytes; a path is shorter. Some 30 levels of the longest codes, 200 of short ones. */
export const MAX_PATH = 2000

/** The column `search` of a unit, by which units are found and ordered. */
export function unitSearch({ code, name }: { readonly code: UnitCode; readonly name: string }): string {
  return `${foldText(name)} ${code}`
}

/** The codes of a path, the root first: "/a/b/" -> a, b. */
export function codesOfPath(path: string): UnitCode[] {
  return path.split('/').filter((code): code is UnitCode => code !== '')
}

/** Bounds of all paths that begin with this one, for `path >= from and path < to`, which an index serves. */
export function branchRange(path: string): { readonly from: string; readonly to: string } {
  // '0' is the character after '/'.
  return { from: path, to: `${path.slice(0, -1)}0` }
}
