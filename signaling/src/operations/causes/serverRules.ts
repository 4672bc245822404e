import type { CauseCode, FindingCode } from '@diem-cau/signaling-contract/operations'
import type { CauseRule } from './CauseRule.ts'
import { ANY_LINE, LINES } from './roomRules.ts'
import type { Sign } from './Sign.ts'

/** What an interruption of what carries a room looks like from the room. */
const INTERRUPTED: readonly CauseCode[] = ['lineCut', 'mediaBlocked', 'nodeMoved', ...LINES]
/** An interruption is over within half a minute. */
const JUST_NOW = 45_000

const BAD_LINE: readonly FindingCode[] = ['lossUp', 'lossDown', 'slowDown', 'unsteady', 'longWay', 'cut']
const badLine: Sign = { is: 'found', codes: BAD_LINE }
const overloaded: Sign = {
  is: 'any',
  of: [
    { is: 'serverFound', kind: 'worker', codes: ['overloaded'], own: true },
    { is: 'serverFound', kind: 'node', codes: ['overloaded', 'lagging', 'slowAnswer', 'memoryLow'], own: true },
  ],
}
/** So many of the others have a bad line too. */
const most = { count: 2, share: 0.6 }
/** Hardly any of them has. */
const few = { share: 0.2, of: 1 }
/** What a room does not get through to its media node is missing at all who receive it, as loss on their way down. */
const otherLosesUp: Sign = {
  is: 'any',
  of: (['branch', 'outside'] as const).map((where) => ({
    is: 'others',
    where,
    codes: ['lossUp'],
    atLeast: { count: 1, share: 0 },
  })),
}
const compared = (...where: ('node' | 'elsewhere' | 'branch' | 'outside')[]) => ({ where, codes: BAD_LINE })
/**
 * What rooms may have in common. Only the same counts: a ward that loses packets is not told of its node because others are a little late. What is late
 * everywhere says less than what is lost at one room.
 */
const SHARED = [
  { codes: ['lossUp'], weight: 80, without: [], effects: INTERRUPTED },
  {
    codes: ['lossDown'],
    weight: 79,
    without: [{ is: 'found', codes: ['lossUp'] }, otherLosesUp],
    effects: INTERRUPTED,
  },
  { codes: ['cut'], weight: 80, without: [], effects: INTERRUPTED },
  {
    codes: ['slowDown', 'unsteady', 'longWay'],
    weight: 62,
    without: [],
    effects: ['lineDownSlow', 'lineUnsteady', 'lineFar'],
  },
] as const satisfies readonly {
  readonly codes: readonly FindingCode[]
  readonly weight: number
  readonly without: readonly Sign[]
  readonly effects: readonly CauseCode[]
}[]

/** The line of a district, and that of a node. */
function shared({ codes, weight, without, effects }: (typeof SHARED)[number]): CauseRule[] {
  const own: Sign = { is: 'found', codes }
  return [
    {
      code: 'branchLine',
      weight: weight + 2,
      needs: [
        own,
        { is: 'others', where: 'branch', codes, atLeast: most },
        { is: 'others', where: 'outside', codes, atMost: few },
      ],
      without,
      effects: ['nodeLine', ...effects],
    },
    {
      code: 'nodeLine',
      weight,
      needs: [
        own,
        { is: 'others', where: 'node', codes, atLeast: most },
        { is: 'others', where: 'elsewhere', codes, atMost: { share: 0.2, of: 0 } },
      ],
      without,
      liesWith: 'node',
      effects,
    },
  ]
}

/** What happened to the room when its line broke for what others did. */
const interrupted: Sign = { is: 'happened', kinds: ['lineLost', 'lineBack', 'mediaLost'], withinMs: JUST_NOW }

/** What may be wrong with servers, or with many rooms. */
export const serverRules: readonly CauseRule[] = [
  {
    code: 'nodeLost',
    weight: 95,
    needs: [{ is: 'serverHappened', kinds: ['nodeLost'], withinMs: JUST_NOW, own: true }],
    supports: [interrupted],
    effects: ['workerDied', ...INTERRUPTED],
  },
  {
    code: 'workerDied',
    weight: 94,
    needs: [{ is: 'serverHappened', kinds: ['workerLost'], withinMs: JUST_NOW, own: true }],
    supports: [interrupted],
    effects: INTERRUPTED,
  },
  {
    code: 'signalingDied',
    weight: 93,
    needs: [{ is: 'restart', wasOrderly: false, withinMs: JUST_NOW }, interrupted],
    effects: ['databaseSlow', 'signalingOverloaded', ...INTERRUPTED],
  },
  {
    code: 'signalingRestarted',
    weight: 92,
    needs: [{ is: 'restart', wasOrderly: true, withinMs: JUST_NOW }, interrupted],
    effects: ['databaseSlow', 'signalingOverloaded', ...INTERRUPTED],
  },
  {
    code: 'nodeOverloaded',
    weight: 88,
    needs: [overloaded, badLine, { is: 'others', where: 'node', codes: BAD_LINE, atLeast: { count: 1, share: 0.3 } }],
    effects: ['nodeLine', 'branchLine', 'pcStarved', ...INTERRUPTED],
    compares: compared('elsewhere'),
  },
  ...SHARED.flatMap(shared),
  {
    code: 'senderLossy',
    weight: 74,
    needs: [
      { is: 'found', codes: ['lossDown'] },
      { is: 'others', where: 'node', codes: ['lossDown'], atLeast: { count: 1, share: 0.5 } },
      otherLosesUp,
    ],
    without: [{ is: 'found', codes: ['lossUp'] }],
    effects: LINES,
  },
  {
    code: 'databaseAway',
    weight: 60,
    needs: [
      {
        is: 'any',
        of: [
          { is: 'serverFound', kind: 'service', service: 'database', codes: ['noAnswer'] },
          { is: 'serverHappened', kinds: ['serviceLost'], service: 'database', withinMs: JUST_NOW },
        ],
      },
    ],
    effects: ['databaseSlow', 'signalingOverloaded'],
  },
  // Its room has a bad line, and there is nobody to compare with.
  {
    code: 'nodeOverloaded',
    weight: 60,
    needs: [overloaded, badLine],
    without: [{ is: 'others', where: 'node', codes: ANY_LINE, atMost: few }],
    compares: compared('elsewhere'),
  },
  {
    code: 'databaseSlow',
    weight: 52,
    needs: [{ is: 'serverFound', kind: 'service', service: 'database', codes: ['slowAnswer'] }],
    effects: ['signalingOverloaded'],
  },
  {
    code: 'redisAway',
    weight: 48,
    needs: [{ is: 'serverFound', kind: 'service', service: 'redis', codes: ['noAnswer', 'slowAnswer'] }],
  },
  {
    code: 'diskFull',
    weight: 46,
    needs: [{ is: 'serverFound', kind: 'service', service: 'disk', codes: ['diskFull'] }],
  },
  { code: 'clockOff', weight: 45, needs: [{ is: 'serverFound', kind: 'node', codes: ['clockOff'] }] },
  {
    code: 'memoryLow',
    weight: 43,
    needs: [
      {
        is: 'any',
        of: [
          { is: 'serverFound', kind: 'node', codes: ['memoryLow'] },
          { is: 'serverFound', kind: 'process', codes: ['memoryLow'] },
        ],
      },
    ],
  },
  {
    code: 'certificateEnds',
    weight: 42,
    needs: [{ is: 'serverFound', kind: 'service', service: 'certificate', codes: ['certificateEnds'] }],
  },
  {
    code: 'nodeMoved',
    weight: 40,
    needs: [{ is: 'happened', kinds: ['moved'], withinMs: JUST_NOW }],
    supports: [{ is: 'serverHappened', kinds: ['drained'], withinMs: 600_000 }],
  },
  // Another process than the one that conducts its meeting.
  { code: 'signalingDied', weight: 35, needs: [{ is: 'restart', wasOrderly: false, withinMs: JUST_NOW }] },
  { code: 'signalingRestarted', weight: 34, needs: [{ is: 'restart', wasOrderly: true, withinMs: JUST_NOW }] },
  // Busy, and nothing of it is seen in this room.
  { code: 'nodeOverloaded', weight: 22, needs: [overloaded] },
  {
    code: 'signalingOverloaded',
    weight: 20,
    needs: [{ is: 'serverFound', kind: 'process', codes: ['overloaded', 'lagging'] }],
  },
]
