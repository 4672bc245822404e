import { foldText, startOfDay, UnitCode } from '@diem-cau/signaling-contract'
import { type AlertRule, type FindingCode, ResourceId } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import type { AlertCase, CaseStep, Found, Place } from './AlertCase.ts'
import { defaultRules } from './defaultRules.ts'
import { AGAIN_MS, CLEAR_AFTER_MS, GATHER_MS, nextAlerts } from './nextAlerts.ts'
import { afterQuiet } from './quietHours.ts'

/** Nine in the morning in Vietnam. */
const NINE = startOfDay('2026-11-23') + 9 * 3_600_000
const MINUTE = 60_000

const unit = (code: string) => UnitCode.parse(code)
const room = (name: string, unitCode = 'tp.bac'): Place => ({
  resource: ResourceId.parse(`endpoint:m.1/${foldText(name).replaceAll(' ', '-')}`),
  kind: 'endpoint',
  name,
  unitCode: unit(unitCode),
})
const node: Place = { resource: ResourceId.parse('node:n1'), kind: 'node', name: 'n1', unitCode: null }

const found = (place: Place, code: FindingCode, since: number, health: 'weak' | 'bad' = 'bad'): Found => ({
  place,
  finding: { code, health, since, value: null },
})

const ruleOf = (id: string, changes: Partial<AlertRule> = {}): AlertRule => {
  const rule = defaultRules.find(({ ruleId }) => ruleId === id)
  if (!rule) throw new Error(`no rule ${id}`)
  return { ...rule, ...changes }
}
const cut = ruleOf('roomLost')
const lost = ruleOf('serverLost')

/** Looks again and again, and keeps what the store would. */
class Office {
  now = NINE
  rules: readonly AlertRule[] = [cut, lost]
  cases: AlertCase[] = []
  readonly told: string[] = []

  look(here: readonly Found[], after = 5000): CaseStep[] {
    this.now += after
    const steps = nextAlerts({
      cases: this.cases,
      rules: this.rules,
      found: here,
      pathOf: (code) => [unit('tp'), unit('tp.bac')].filter((each) => code.startsWith(each)),
      now: this.now,
    })
    for (const { next, messages } of steps) {
      const stored = { ...next, alertId: next.alertId ?? `alert.${next.ruleId}`, version: next.version + 1 }
      this.cases = [...this.cases.filter(({ alertId }) => alertId !== stored.alertId), stored].filter(
        ({ clearedAt }) => clearedAt === null,
      )
      for (const { why, places } of messages) this.told.push(`${why} ${places.map(({ name }) => name).join(' ')}`)
    }
    return steps
  }

  /** The same findings, every five seconds for so long. */
  stay(here: readonly Found[], ms: number): void {
    for (const end = this.now + ms; this.now < end;) this.look(here)
  }

  acknowledge(): void {
    this.cases = this.cases.map((each) => ({
      ...each,
      places: each.places.map((place) => ({ ...place, acknowledgedAt: this.now })),
    }))
  }
}

describe('17.1 raised', () => {
  test('a finding raises an alert once it has lasted as long as the rule says', () => {
    const office = new Office()
    const here = [found(room('một'), 'cut', NINE)]
    expect(office.look(here, 29_000)).toEqual([])
    expect(office.look(here, 1000)).toMatchObject([{ next: { ruleId: 'roomLost', code: 'cut', raisedAt: office.now } }])
    expect(office.look(here)).toEqual([])
  })

  test('only findings that a rule means, as bad as it says, in its branch', () => {
    const office = new Office()
    office.rules = [{ ...cut, unitCode: unit('tp.bac'), health: 'bad', lasts: 0 }]
    office.look([
      found(room('nơi khác', 'tp.nam'), 'cut', NINE),
      found(room('yếu'), 'cut', NINE, 'weak'),
      found(room('vọng'), 'echo', NINE),
      found(node, 'cut', NINE),
    ])
    expect(office.cases).toEqual([])
    office.rules = [{ ...cut, enabled: false, lasts: 0 }]
    office.look([found(room('một'), 'cut', NINE)])
    expect(office.cases).toEqual([])
  })
})

describe('17.2 told together, and once', () => {
  test('many rooms of one cause within a minute are one message', () => {
    const office = new Office()
    const at = office.now
    const rooms = Array.from({ length: 40 }, (_, n) => found(room(`r${n}`), 'cut', at + n * 700))
    office.stay(rooms, 30_000 + GATHER_MS)
    expect(office.told).toHaveLength(1)
    expect(office.told[0]).toMatch(/^raised r0 .*r39$/)
    office.stay(rooms, 3 * MINUTE)
    expect(office.told).toHaveLength(1)
  })

  test('rooms that come later are told together too, and not before five minutes are over', () => {
    const office = new Office()
    const first = [found(room('một'), 'cut', NINE)]
    office.stay(first, 30_000 + GATHER_MS)
    const told = office.now
    const more = [...first, found(room('hai'), 'cut', office.now), found(room('ba'), 'cut', office.now + 40_000)]
    office.stay(more, AGAIN_MS - 10_000)
    expect(office.told).toEqual(['raised một'])
    office.stay(more, 20_000)
    expect(office.told).toEqual(['raised một', 'raised hai ba'])
    expect(office.now - told).toBeLessThan(AGAIN_MS + 30_000)
  })

  test('a lost server is told at once', () => {
    const office = new Office()
    office.look([found(node, 'noAnswer', NINE)], 10_000)
    expect(office.told).toEqual(['raised n1'])
  })
})

describe('17.3 over', () => {
  test('a room that was well for a minute is over it; who was told is told that too', () => {
    const office = new Office()
    const here = [found(room('một'), 'cut', NINE), found(room('hai'), 'cut', NINE)]
    office.stay(here, 30_000 + GATHER_MS)
    office.stay(here.slice(1), 2 * CLEAR_AFTER_MS)
    expect(office.told).toEqual(['raised một hai'])
    office.stay([], CLEAR_AFTER_MS + 10_000)
    expect(office.told).toEqual(['raised một hai', 'cleared một hai'])
    expect(office.cases).toEqual([])
  })

  test('what is over before anybody was told is not told', () => {
    const office = new Office()
    office.stay([found(room('một'), 'cut', NINE)], 35_000)
    expect(office.cases).toHaveLength(1)
    office.stay([], CLEAR_AFTER_MS + 10_000)
    expect(office.cases).toEqual([])
    expect(office.told).toEqual([])
  })

  test('a pause of who watches is not an end: found anew within a minute, it is the same alert and told once', () => {
    const office = new Office()
    office.stay([found(room('một'), 'cut', NINE)], 30_000 + GATHER_MS)
    // Another process goes on, and finds it anew: since when, it does not know.
    office.stay([], CLEAR_AFTER_MS - 10_000)
    office.stay([found(room('một'), 'cut', office.now)], 2 * MINUTE)
    expect(office.told).toEqual(['raised một'])
    expect(office.cases).toMatchObject([{ places: [{ wellSince: null, since: NINE }] }])
  })

  test('an alert ends with its rule, without a word', () => {
    const office = new Office()
    const here = [found(room('một'), 'cut', NINE)]
    office.stay(here, 30_000 + GATHER_MS)
    office.rules = [lost]
    office.look(here)
    expect(office.cases).toEqual([])
    expect(office.told).toEqual(['raised một'])
  })

  test('a room that has it again after it was over is told again', () => {
    const office = new Office()
    const both = [found(room('một'), 'cut', NINE), found(room('hai'), 'cut', NINE)]
    office.stay(both, 30_000 + GATHER_MS)
    office.stay(both.slice(0, 1), CLEAR_AFTER_MS + 10_000)
    const again = [...both.slice(0, 1), found(room('hai'), 'cut', office.now)]
    office.stay(again, AGAIN_MS)
    expect(office.told).toEqual(['raised một hai', 'raised hai'])
  })
})

describe('17.4 escalated', () => {
  test('others are told when nobody has acknowledged it, once', () => {
    const office = new Office()
    const here = [found(room('một'), 'cut', NINE)]
    office.stay(here, 30_000 + GATHER_MS)
    office.stay(here, 30 * MINUTE)
    expect(office.told).toEqual(['raised một', 'escalated một'])
  })

  test('whoever acknowledged it is left in peace, and so are others', () => {
    const office = new Office()
    const here = [found(room('một'), 'cut', NINE)]
    office.stay(here, 30_000 + GATHER_MS)
    office.acknowledge()
    office.stay(here, 60 * MINUTE)
    expect(office.told).toEqual(['raised một'])
  })
})

describe('17.5 quiet hours', () => {
  const NIGHT = { from: '22:00', to: '06:00' }
  const at = (day: string, hours: number) => startOfDay(day) + hours * 3_600_000

  test('nobody is told between them; what still is, is told when they end', () => {
    const office = new Office()
    office.rules = [{ ...cut, quiet: NIGHT }]
    office.now = at('2026-11-23', 23)
    const here = [found(room('một'), 'cut', office.now)]
    office.stay(here, 2 * 3_600_000)
    expect(office.told).toEqual([])
    expect(office.cases).toMatchObject([{ tellAt: at('2026-11-24', 6) }])
    office.now = at('2026-11-24', 6)
    office.look(here)
    expect(office.told).toEqual(['raised một'])
  })

  test.each([
    ['before', at('2026-11-23', 21.9), at('2026-11-23', 21.9)],
    ['in the evening', at('2026-11-23', 22), at('2026-11-24', 6)],
    ['in the morning', at('2026-11-24', 5), at('2026-11-24', 6)],
    ['when they end', at('2026-11-24', 6), at('2026-11-24', 6)],
  ])('%s', (_, now, then) => {
    expect(afterQuiet(NIGHT, now)).toBe(then)
  })

  test('within one day, and none at all', () => {
    const noon = { from: '11:30', to: '13:30' }
    expect(afterQuiet(noon, at('2026-11-23', 12))).toBe(at('2026-11-23', 13.5))
    expect(afterQuiet(noon, at('2026-11-23', 14))).toBe(at('2026-11-23', 14))
    expect(afterQuiet(null, 5)).toBe(5)
  })
})
