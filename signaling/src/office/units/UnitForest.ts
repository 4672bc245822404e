import { MeetingError, type UnitCode } from '@diem-cau/signaling-contract'
import type { UnitChangeWhat } from '@diem-cau/signaling-contract/office'
import { unitSearch } from '../../db/sql/unitPath.ts'

export type ForestUnit = {
  readonly code: UnitCode
  readonly parentCode: UnitCode | null
  readonly kind: string
  readonly name: string
  readonly region: string
  /** Siblings are sorted by this: the name folded, and the code. */
  readonly search: string
  readonly open: boolean
  readonly successor: UnitCode | null
}

/** All units in memory, to be asked as a tree and changed as they would be on some day. Nothing is written. */
export class UnitForest {
  readonly #units: Map<UnitCode, ForestUnit>
  #order: {
    readonly units: readonly ForestUnit[]
    readonly spans: ReadonlyMap<UnitCode, readonly [from: number, to: number]>
  } | null = null

  constructor(units: Iterable<ForestUnit>) {
    this.#units = new Map(Array.from(units, (unit) => [unit.code, unit]))
  }

  find(code: UnitCode): ForestUnit | undefined {
    return this.#units.get(code)
  }

  /** All units, closed ones too: parents before their children, siblings by name. */
  get inOrder(): readonly ForestUnit[] {
    return this.#ordered().units
  }

  /** The unit and all below it. */
  branch(code: UnitCode): readonly ForestUnit[] {
    const { units, spans } = this.#ordered()
    const span = spans.get(code)
    return span ? units.slice(...span) : []
  }

  /** True when `code` is `ancestor` itself or below it. */
  isWithin(code: UnitCode, ancestor: UnitCode): boolean {
    const seen = new Set<UnitCode>()
    let at: UnitCode | null = code
    while (at !== null && !seen.has(at)) {
      if (at === ancestor) return true
      seen.add(at)
      at = this.#units.get(at)?.parentCode ?? null
    }
    return false
  }

  /** The open unit that stands for this one today: itself, or whatever it was merged into; null when it was closed for good. */
  standsFor(code: UnitCode): ForestUnit | null {
    const seen = new Set<UnitCode>()
    let unit = this.#units.get(code)
    while (unit && !unit.open && unit.successor !== null && !seen.has(unit.code)) {
      seen.add(unit.code)
      unit = this.#units.get(unit.successor)
    }
    return unit?.open === true ? unit : null
  }

  /**
   * The forest after this change. Whether people and rooms are in its way is not known here.
   * @throws MeetingError `notFound`, `unitClosed`, `unitLoop`, `unitInUse`
   */
  change(code: UnitCode, what: UnitChangeWhat): void {
    const unit = this.#requireOpen(code)
    switch (what.kind) {
      case 'rename':
        this.#set({
          ...unit,
          name: what.name,
          kind: what.unitKind ?? unit.kind,
          search: unitSearch({ code, name: what.name }),
        })
        return
      case 'move':
        if (what.parentCode !== null) {
          this.#requireOpen(what.parentCode, 'parentCode')
          if (this.isWithin(what.parentCode, code))
            throw new MeetingError('unitLoop', `${what.parentCode} is ${code} or below it`, { field: 'parentCode' })
        }
        this.#set({ ...unit, parentCode: what.parentCode })
        return
      case 'merge':
        this.#requireOpen(what.into, 'into')
        if (this.isWithin(what.into, code))
          throw new MeetingError('unitLoop', `${what.into} is ${code} or below it`, { field: 'into' })
        for (const child of this.#openChildren(code)) this.#set({ ...child, parentCode: what.into })
        this.#set({ ...unit, open: false, successor: what.into })
        return
      case 'close':
        if (this.#openChildren(code).length > 0) throw new MeetingError('unitInUse', `${code} has units below it`)
        this.#set({ ...unit, open: false })
        return
      default:
        what satisfies never
    }
  }

  #openChildren(code: UnitCode): ForestUnit[] {
    return [...this.#units.values()].filter((unit) => unit.parentCode === code && unit.open)
  }

  #requireOpen(code: UnitCode, field?: string): ForestUnit {
    const unit = this.#units.get(code)
    const extra = field === undefined ? {} : { field }
    if (!unit) throw new MeetingError('notFound', `no unit ${code}`, extra)
    if (!unit.open) throw new MeetingError('unitClosed', `${code} is closed`, extra)
    return unit
  }

  #set(unit: ForestUnit): void {
    this.#units.set(unit.code, unit)
    this.#order = null
  }

  #ordered() {
    this.#order ??= inTreeOrder(this.#units)
    return this.#order
  }
}

function inTreeOrder(all: ReadonlyMap<UnitCode, ForestUnit>) {
  const children = new Map<UnitCode | null, ForestUnit[]>()
  for (const unit of [...all.values()].sort((a, b) => compare(a.search, b.search) || compare(a.code, b.code))) {
    const siblings = children.get(unit.parentCode)
    if (siblings) siblings.push(unit)
    else children.set(unit.parentCode, [unit])
  }
  const units: ForestUnit[] = []
  const spans = new Map<UnitCode, readonly [number, number]>()
  // The walk keeps its own stack instead of recursing, because the tree may be of any depth.
  const open: { unit: ForestUnit; from: number; below: Iterator<ForestUnit> }[] = []
  const enter = (unit: ForestUnit) => {
    open.push({ unit, from: units.length, below: (children.get(unit.code) ?? [])[Symbol.iterator]() })
    units.push(unit)
  }
  for (const root of children.get(null) ?? []) {
    enter(root)
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const next = at.below.next()
      if (next.done !== true) enter(next.value)
      else {
        spans.set(at.unit.code, [at.from, units.length])
        open.pop()
      }
    }
  }
  return { units, spans }
}

/** Compares by code points, as both stores do. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
