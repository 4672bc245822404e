import { NetworkCameraFault } from '@diem-cau/sfu-contract'
import type { CauseCode, FindingCode } from '@diem-cau/signaling-contract/operations'
import type { CauseRule } from './CauseRule.ts'
import type { Sign } from './Sign.ts'

const found = (...codes: FindingCode[]): Sign => ({ is: 'found', codes })
const all = (...of: Sign[]): Sign => ({ is: 'all', of })
const any = (...of: Sign[]): Sign => ({ is: 'any', of })
const device = (on: string, off: string): Sign => ({ is: 'device', on, off })

/** Packets that wait for their turn at a line that is too slow: they are late, where those that are lost on the way are not. */
const queue = any(
  { is: 'grew', metric: 'rtt', times: 3, limit: 150, seconds: 5, share: 0.6 },
  { is: 'figure', metric: 'rtt', when: 'above', limit: 350, seconds: 5, share: 0.6 },
)
/** What is sent again is no loss to the media node: less than the limit of a finding may be much of a line. */
const losesUp: Sign = { is: 'figure', metric: 'upLoss', when: 'above', limit: 1.5, seconds: 6, share: 0.6 }
/** Its media node gets something over the line that is said to be cut. Of a cable that is out it gets nothing any more, and says so. */
const stillSends: Sign = { is: 'flowsOn', metric: 'nodeUpKbit', afterMs: 1000, least: 10 }
/** The same as the queue above, as the media node sees it: a page whose line is this slow says nothing any more. */
const queueAtNode: Sign = { is: 'figure', metric: 'nodeRtt', when: 'above', limit: 350, seconds: 5, share: 0.6 }
/** What the room sends comes when it should: whatever waits, waits on the way to the room. */
const inTimeAtNode: Sign = {
  is: 'figure',
  metric: 'nodeUpJitter',
  when: 'below',
  limit: 40,
  seconds: 5,
  share: 0.6,
  sinceCut: true,
}
/** So late that packets are lost in the PC itself. */
const starvedHard: Sign = { is: 'figure', metric: 'pageLag', when: 'above', limit: 800, seconds: 6, share: 0.5 }
/** A microphone that somebody speaks into, far below what can be understood, in dBFS. */
const faint = all(
  { is: 'figure', metric: 'microphone', when: 'below', limit: -45, seconds: 10, share: 0.9 },
  { is: 'figure', metric: 'microphone', when: 'above', limit: -90, seconds: 10, share: 0.9 },
)

export const ANY_LINE = ['lossUp', 'lossDown', 'slowUp', 'slowDown', 'unsteady', 'longWay', 'cut'] as const

const UP = ['lossUp', 'slowUp', 'cut'] as const
const DOWN = ['lossDown', 'slowDown', 'cut'] as const
const beside = (codes: readonly FindingCode[]) => ({ where: ['node', 'branch'] as const, codes })

/** What a line that is bad in one way is bad in too. */
const SLACK: readonly CauseCode[] = ['lineUnsteady', 'lineFar']
export const LINES: readonly CauseCode[] = [
  'lineLossy',
  'lineUpLossy',
  'lineDownLossy',
  'lineUpSlow',
  'lineDownSlow',
  ...SLACK,
]

/** What may be wrong at one room: its line, its PC, its devices. */
export const roomRules: readonly CauseRule[] = [
  {
    code: 'pcSlept',
    weight: 77,
    needs: [{ is: 'happened', kinds: ['device'], detail: 'slept', withinMs: 60_000 }],
    effects: ['lineCut', 'mediaBlocked', 'pcStarved', ...LINES],
  },
  // So slow that what the page says does not get through either.
  {
    code: 'lineUpSlow',
    weight: 76,
    needs: [found('cut'), found('slowUp')],
    without: [
      all(queueAtNode, inTimeAtNode),
      { is: 'others', where: 'node', codes: ['cut'], atLeast: { count: 1, share: 0.3 } },
    ],
    effects: ['lineCut', 'mediaBlocked', ...LINES.filter((code) => code !== 'lineUpSlow')],
    compares: beside(UP),
    side: 'sends',
  },
  // Its page is silent before anything can be found of it, and its media node still gets what the line carries, late.
  {
    code: 'lineUpSlow',
    weight: 76,
    needs: [found('cut'), stillSends, queueAtNode],
    without: [inTimeAtNode, { is: 'others', where: 'node', codes: ['cut'], atLeast: { count: 1, share: 0.3 } }],
    effects: ['lineCut', 'mediaBlocked', ...LINES.filter((code) => code !== 'lineUpSlow')],
    compares: beside(UP),
    side: 'sends',
  },
  // What the page says gets through, and what it is told does not.
  {
    code: 'lineDownSlow',
    weight: 76,
    needs: [found('cut'), stillSends, queueAtNode, inTimeAtNode],
    without: [{ is: 'others', where: 'node', codes: ['cut'], atLeast: { count: 1, share: 0.3 } }],
    effects: ['lineCut', 'mediaBlocked', ...LINES.filter((code) => code !== 'lineDownSlow')],
    compares: beside(DOWN),
    side: 'receives',
  },
  {
    code: 'lineCut',
    weight: 75,
    needs: [found('cut')],
    effects: ['mediaBlocked', ...LINES],
    compares: beside(['cut']),
  },
  {
    code: 'lineLossy',
    weight: 72,
    needs: [found('lossUp'), found('lossDown')],
    without: [queue, starvedHard],
    effects: LINES.filter((code) => code !== 'lineLossy'),
    compares: beside(ANY_LINE),
  },
  {
    code: 'mediaBlocked',
    weight: 71,
    needs: [{ is: 'unread', metric: 'rtt', beside: 'pageLag', seconds: 10, share: 0.9 }, { is: 'company' }],
    without: [found('cut')],
    compares: beside(['cut']),
  },
  {
    code: 'pcStarved',
    weight: 70,
    needs: [found('starved'), starvedHard],
    effects: LINES,
    compares: beside(['starved']),
  },
  {
    code: 'lineUpLossy',
    weight: 69,
    needs: [any(found('lossUp'), all(found('slowUp'), losesUp))],
    without: [all(found('slowUp'), queue)],
    effects: ['lineUpSlow', ...SLACK],
    compares: beside(UP),
    side: 'sends',
  },
  {
    code: 'lineUpSlow',
    weight: 69,
    needs: [found('slowUp'), queue],
    effects: [...SLACK, 'lineDownLossy', 'lineDownSlow'],
    compares: beside(UP),
    side: 'sends',
  },
  {
    code: 'lineDownLossy',
    weight: 68,
    needs: [found('lossDown')],
    without: [queue],
    effects: ['lineDownSlow', ...SLACK],
    compares: beside(DOWN),
    side: 'receives',
  },
  {
    code: 'lineDownSlow',
    weight: 68,
    needs: [found('slowDown', 'lossDown'), queue],
    effects: ['lineDownLossy', ...SLACK],
    compares: beside(DOWN),
    side: 'receives',
  },
  {
    code: 'microphoneLost',
    weight: 66,
    needs: [device('microphoneLost', 'microphoneBack')],
    effects: ['microphoneSilent', 'microphoneQuiet'],
    side: 'sends',
    medium: 'sound',
  },
  {
    code: 'microphoneRefused',
    weight: 65,
    needs: [device('microphoneRefused', 'microphoneBack')],
    effects: ['microphoneSilent', 'microphoneQuiet'],
    side: 'sends',
    medium: 'sound',
  },
  {
    code: 'microphoneSilent',
    weight: 64,
    needs: [found('microphoneSilent')],
    effects: ['microphoneQuiet'],
    side: 'sends',
    medium: 'sound',
  },
  {
    code: 'cameraLost',
    weight: 63,
    needs: [device('cameraLost', 'cameraBack')],
    effects: ['cameraBlack', 'cameraFrozen'],
    side: 'sends',
    medium: 'picture',
  },
  {
    code: 'cameraRefused',
    weight: 62,
    needs: [device('cameraRefused', 'cameraBack')],
    effects: ['cameraBlack', 'cameraFrozen'],
    side: 'sends',
    medium: 'picture',
  },
  {
    code: 'networkCameraAway',
    weight: 63,
    needs: [found('networkCamera')],
    supports: [{ is: 'fact', fact: 'networkCamera', values: NetworkCameraFault.options }],
    // Its page told of it too, as of any camera.
    effects: ['cameraLost', 'cameraBlack', 'cameraFrozen'],
    side: 'sends',
    medium: 'picture',
  },
  { code: 'microphoneClips', weight: 62, needs: [found('microphoneClips')], side: 'sends', medium: 'sound' },
  { code: 'echo', weight: 61, needs: [found('echo')], side: 'sends', medium: 'sound' },
  {
    code: 'microphoneQuiet',
    weight: 60,
    needs: [{ is: 'floor' }, faint],
    side: 'sends',
    medium: 'sound',
  },
  {
    code: 'cameraBlack',
    weight: 59,
    needs: [found('cameraBlack')],
    effects: ['cameraFrozen'],
    side: 'sends',
    medium: 'picture',
  },
  {
    code: 'loudspeakerLost',
    weight: 58,
    needs: [device('loudspeakerLost', 'loudspeakerBack')],
    side: 'receives',
    medium: 'sound',
  },
  { code: 'cameraFrozen', weight: 58, needs: [found('cameraFrozen')], side: 'sends', medium: 'picture' },
  {
    code: 'vpn',
    weight: 57,
    needs: [{ is: 'fact', fact: 'network', values: ['vpn'] }],
    supports: [found('longWay'), found('unsteady')],
    effects: ['udpBlocked', ...SLACK],
  },
  {
    code: 'udpBlocked',
    weight: 56,
    needs: [{ is: 'fact', fact: 'path', values: ['tcp', 'turnUdp', 'turnTcp', 'turnTls'] }],
    supports: [found('longWay'), found('unsteady'), found('slowDown')],
    effects: ['lineDownSlow', ...SLACK],
  },
  { code: 'pcStarved', weight: 50, needs: [found('starved')], compares: beside(['starved']) },
  { code: 'lineFar', weight: 49, needs: [found('longWay')], compares: beside(['longWay']) },
  { code: 'lineUnsteady', weight: 47, needs: [found('unsteady')], compares: beside(ANY_LINE) },
  // The browser sends less than it would, and neither waits nor loses.
  { code: 'lineUpSlow', weight: 48, needs: [found('slowUp')], compares: beside(UP), side: 'sends' },
  // Pictures that stand or sound that is made up, and neither a line that loses nor one that waits: it may come from who sends.
  {
    code: 'lineDownSlow',
    weight: 46,
    needs: [found('slowDown')],
    compares: beside(DOWN),
    side: 'receives',
  },
  { code: 'browserOld', weight: 30, needs: [found('oldBrowser')] },
  { code: 'pageHidden', weight: 26, needs: [device('pageHidden', 'pageShown')], side: 'receives' },
]
