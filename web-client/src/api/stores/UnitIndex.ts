import { foldText, type UnitCode } from '@diem-cau/signaling-contract'
import type { Group, UnitRule, UnitTree } from '@diem-cau/signaling-contract/office'

type Row = UnitTree['units'][number]

/**
 * The tree of units laid out in one array, each unit before those below it, so that a branch is a range. Selecting,
 * counting and searching among 10,000 units then need no walk through the tree.
 */
export class UnitIndex {
  readonly codes: readonly UnitCode[]
  readonly names: readonly string[]
  readonly kinds: readonly string[]
  readonly depths: readonly number[]
  /** The place of the unit above; -1 at the top. */
  readonly parents: readonly number[]
  /** The branch of the unit at `i` is i … ends[i] - 1. */
  readonly ends: readonly number[]
  readonly #places: ReadonlyMap<string, number>
  readonly #folded: readonly string[]

  constructor({ units }: UnitTree) {
    const known = new Set<string>(units.map(([code]) => code))
    const below = new Map<string, Row[]>()
    const tops: Row[] = []
    for (const row of units) {
      const [, parent] = row
      // A unit whose parent this account cannot see stands at the top.
      if (parent === null || !known.has(parent)) tops.push(row)
      else {
        const siblings = below.get(parent)
        if (siblings) siblings.push(row)
        else below.set(parent, [row])
      }
    }
    const [codes, names, kinds, depths, parents, ends]: [UnitCode[], string[], string[], number[], number[], number[]] =
      [[], [], [], [], [], []]
    const place = ([code, , kind, name]: Row, depth: number, parent: number) => {
      const i = codes.push(code) - 1
      names.push(name)
      kinds.push(kind)
      depths.push(depth)
      parents.push(parent)
      ends.push(i + 1)
      for (const child of below.get(code) ?? []) place(child, depth + 1, i)
      ends[i] = codes.length
    }
    for (const top of tops) place(top, 0, -1)
    this.codes = codes
    this.names = names
    this.kinds = kinds
    this.depths = depths
    this.parents = parents
    this.ends = ends
    this.#places = new Map(codes.map((code, i) => [code, i]))
    this.#folded = names.map((name) => foldText(name))
  }

  get size(): number {
    return this.codes.length
  }

  /** The place of a unit; -1 when there is no such unit (any more). */
  placeOf(code: string): number {
    return this.#places.get(code) ?? -1
  }

  nameOf(code: string): string {
    return this.names[this.placeOf(code)] ?? code
  }

  kindAt(i: number): string {
    return this.kinds[i] ?? ''
  }

  parentAt(i: number): number {
    return this.parents[i] ?? -1
  }

  endAt(i: number): number {
    return this.ends[i] ?? i + 1
  }

  hasBelow(i: number): boolean {
    return this.endAt(i) > i + 1
  }

  /** Lists the direct children, in order. */
  childrenOf(i: number): number[] {
    const children: number[] = []
    for (let child = i + 1; child < this.endAt(i); child = this.endAt(child)) children.push(child)
    return children
  }

  tops(): number[] {
    const tops: number[] = []
    for (let top = 0; top < this.size; top = this.endAt(top)) tops.push(top)
    return tops
  }

  /** Names a unit with those above it, the highest first: "Quận Ô Môn › Phường Châu Văn Liêm". */
  pathOf(i: number): string[] {
    const path: string[] = []
    for (let above = this.parentAt(i); above >= 0; above = this.parentAt(above)) path.unshift(this.names[above] ?? '')
    return path
  }

  /** Finds units whose name or code has every word of the query, without accents. */
  search(query: string): number[] {
    const words = foldText(query).split(' ').filter(Boolean)
    const found: number[] = []
    for (let i = 0; i < this.size; i++) {
      const text = this.#folded[i] ?? ''
      if (words.every((word) => text.includes(word) || this.codes[i] === word)) found.push(i)
    }
    return found
  }

  /**
   * Marks the units that the rules mean with 1, all others with 0, by place. `except` has the last word, as at the
   * server.
   */
  resolve(rules: readonly UnitRule[], groups: ReadonlyMap<string, Group> = new Map()): Uint8Array {
    const chosen = new Uint8Array(this.size)
    for (const rule of rules) {
      switch (rule.type) {
        case 'unit': {
          const i = this.placeOf(rule.code)
          if (i >= 0) chosen[i] = 1
          break
        }
        case 'branch': {
          const top = this.placeOf(rule.code)
          const kinds = rule.kinds && rule.kinds.length > 0 ? new Set(rule.kinds) : null
          for (let i = top; i >= 0 && i < this.endAt(top); i++) if (!kinds || kinds.has(this.kindAt(i))) chosen[i] = 1
          break
        }
        case 'group': {
          const group = groups.get(rule.groupId)
          if (group) this.resolve(group.rules).forEach((on, i) => on && (chosen[i] = 1))
          break
        }
        case 'except':
          break
        default:
          rule satisfies never
      }
    }
    for (const rule of rules)
      if (rule.type === 'except' && this.placeOf(rule.code) >= 0) chosen[this.placeOf(rule.code)] = 0
    return chosen
  }
}
