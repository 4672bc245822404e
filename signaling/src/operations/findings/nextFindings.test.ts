import { METRICS, type MetricKey, type ResourceKind } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { findingsOf, nextTroubles, noTroubles, type Troubles } from './nextFindings.ts'
import { rules } from './rules.ts'

/** A sample of a kind with these, and nothing else read. */
const sampleOf = (kind: ResourceKind, values: Record<string, number | null>) =>
  METRICS[kind].map(({ key }) => values[key] ?? null)

/** A value each second from 0; what is found after each, as `code health`. */
function told(kind: ResourceKind, key: MetricKey, values: readonly (number | null)[]): string[] {
  let troubles: Troubles = noTroubles
  return values.map((value, second) => {
    troubles = nextTroubles(troubles, kind, sampleOf(kind, { [key]: value }), second * 1000)
    return findingsOf(troubles)
      .map(({ code, health }) => `${code} ${health}`)
      .join(', ')
  })
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('a finding comes when it lasted, and goes when it is well again for long enough', () => {
  test.each([
    ['loss of 5 % for 4 s is nothing', times(5, 5), times(5, '')],
    ['after 5 s it is weak', times(7, 5), [...times(5, ''), ...times(2, 'lossUp weak')]],
    ['loss of 20 % is bad by then', times(6, 20), [...times(5, ''), 'lossUp bad']],
    ['what comes and goes begins anew', [...times(4, 5), 0, ...times(4, 5)], times(9, '')],
    ['it gets worse', [...times(6, 5), ...times(6, 20)], [...times(5, ''), ...times(6, 'lossUp weak'), 'lossUp bad']],
    [
      'at the edge nothing flickers: 2.5 is not well',
      [...times(6, 5), ...times(30, 2.5)],
      [...times(5, ''), ...times(31, 'lossUp weak')],
    ],
    [
      'well for 10 s, it is gone',
      [...times(6, 5), ...times(11, 0)],
      [...times(5, ''), ...times(11, 'lossUp weak'), ''],
    ],
    [
      'one bad second among the good ones keeps it',
      [...times(6, 5), ...times(8, 0), 5, ...times(10, 0)],
      [...times(5, ''), ...times(20, 'lossUp weak')],
    ],
    [
      'what is read no more counts as well: nothing is sent',
      [...times(6, 5), ...times(11, null)],
      [...times(5, ''), ...times(11, 'lossUp weak'), ''],
    ],
  ])('%s', (_, values, expected) => {
    expect(told('endpoint', 'upLoss', values)).toEqual(expected)
  })
})

test.each([
  ['endpoint', 'cameraLuma', 0, 'cameraBlack bad'],
  ['endpoint', 'cameraMotion', 0, 'cameraFrozen bad'],
  ['endpoint', 'microphone', -100, 'microphoneSilent bad'],
  ['endpoint', 'microphone', -60, ''],
  ['endpoint', 'pageLag', 500, 'starved weak'],
  ['worker', 'cpu', 95, 'overloaded bad'],
  ['node', 'clockOffset', -6000, 'clockOff bad'],
  ['process', 'loopLag', 300, 'lagging weak'],
  ['service', 'answer', 2000, 'slowAnswer bad'],
  ['service', 'used', 96, 'diskFull bad'],
  ['service', 'free', 100, 'diskFull bad'],
  ['service', 'daysLeft', 31, ''],
  ['service', 'daysLeft', 29, 'certificateEnds weak'],
  ['service', 'free', 9000, 'diskFull weak'],
  ['service', 'fullIn', 12, 'diskFillsUp weak'],
  ['service', 'backupAge', 1, ''],
  ['service', 'backupAge', 27 / 24, 'backupMissing weak'],
  ['service', 'waiting', 60, 'mailStuck weak'],
  ['service', 'turnRefused', 1, 'turnRefused bad'],
  ['service', 'turnRefused', 0, ''],
  ['service', 'turnAway', 1, 'turnAway weak'],
  ['service', 'turnCertificate', 1, 'turnCertificate weak'],
] as const)('%s with %s at %d: %s', (kind, key, value, expected) => {
  expect(told(kind, key, times(20, value)).at(-1)).toBe(expected)
})

test('two rules of one code are one finding, the worse of them, since it began', () => {
  let troubles: Troubles = noTroubles
  for (let second = 0; second < 20; second += 1)
    troubles = nextTroubles(
      troubles,
      'endpoint',
      sampleOf('endpoint', { upJitter: 50, downJitter: second > 8 ? 150 : 0 }),
      second * 1000,
    )
  expect(findingsOf(troubles)).toEqual([{ code: 'unsteady', health: 'bad', since: 9000, value: 150 }])
})

describe('16.10 the line up is slow only for who sends what the browser believes that it carries', () => {
  const after = (seconds: readonly Record<string, number | null>[]) =>
    findingsOf(
      seconds.reduce<Troubles>(
        (troubles, values, second) => nextTroubles(troubles, 'endpoint', sampleOf('endpoint', values), second * 1000),
        noTroubles,
      ),
    )
  const limited = { bandwidthLimited: 100, upAvailable: 310 }

  test.each([
    [
      'it sends all that goes: the rate is told',
      { ...limited, upKbit: 290 },
      [{ code: 'slowUp', health: 'bad', value: 310 }],
    ],
    ['a quiet meeting sends little, so its estimate stays low', { ...limited, upKbit: 120 }, []],
    ['the estimate is not read', { ...limited, upAvailable: null, upKbit: 290 }, []],
    ['nor what is sent', limited, []],
  ])('%s', (_, values, expected) => {
    expect(after(times(20, values))).toMatchObject(expected)
  })

  test('one that was slow is slow no more once it need not send so much', () => {
    const [full, quiet] = [
      { ...limited, upKbit: 300 },
      { ...limited, upKbit: 40 },
    ]
    expect(after([...times(20, full), ...times(5, quiet)])).toHaveLength(1)
    expect(after([...times(20, full), ...times(12, quiet)])).toEqual([])
  })

  test('a picture that stands is told with what comes down', () => {
    expect(after(times(20, { frozen: 900, downKbit: 140 }))).toMatchObject([{ code: 'slowDown', value: 140 }])
  })
})

test('while all is well nothing is made anew', () => {
  const well = sampleOf('endpoint', { rtt: 20, upLoss: 0 })
  expect(nextTroubles(noTroubles, 'endpoint', well, 0)).toBe(noTroubles)
  const long = nextTroubles(noTroubles, 'endpoint', sampleOf('endpoint', { rtt: 900 }), 0)
  expect(nextTroubles(long, 'endpoint', sampleOf('endpoint', { rtt: 901 }), 1000)).toBe(long)
})

test('each rule is about a metric of its kind, and its limits are in order', () => {
  for (const [kind, list] of Object.entries(rules)) {
    for (const { metric, when, weak, bad, back, used, tells = metric } of list) {
      const keys = METRICS[kind as ResourceKind].map(({ key }): string => key)
      const named = [metric, tells, ...(used ? [used.sent, used.estimate] : [])]
      expect(keys, `${kind} ${metric}`).toEqual(expect.arrayContaining(named))
      const steps = [back, weak, bad].filter((limit) => limit !== null)
      expect(steps, `${kind} ${metric}`).toEqual(steps.toSorted((a, b) => (when === 'below' ? b - a : a - b)))
    }
  }
})
