import type { CauseCode, FindingCode } from '@diem-cau/signaling-contract/operations'
import { CauseCode as Codes, indexOfMetric, METRICS, OperationEventKind } from '@diem-cau/signaling-contract/operations'
import { describe, expect, test } from 'vitest'
import { AT, evidenceOf, facts, found, happened, other, roomId, series, server } from '../../testing/evidence.ts'
import { causesOf } from './causesOf.ts'
import type { Evidence, RoomThen } from './Evidence.ts'
import { roomRules } from './roomRules.ts'
import { serverRules } from './serverRules.ts'
import type { Sign } from './Sign.ts'

const first = (evidence: Evidence) => causesOf(evidence)[0]
const codes = (evidence: Evidence) => causesOf(evidence).map(({ code, effectOf }) => (effectOf ? `(${code})` : code))
const everyone = (about: Parameters<typeof other>[1]) => [1, 2, 3, 4, 5, 6].map((index) => other(index, about))

test('16.20 of a room in which all is well nothing is said to be the cause', () => {
  expect(causesOf(evidenceOf())).toEqual([])
})

describe('16.21 one thing that is wrong is the cause', () => {
  const queued = { rtt: 420 }
  const device = (...whats: string[]): Partial<RoomThen> => ({
    events: whats.map((what, index) => happened('device', roomId, what, AT - 60_000 + index)),
  })
  test.each<[CauseCode, Partial<RoomThen>]>([
    ['lineUpLossy', { found: [found('lossUp', 18)] }],
    ['lineDownLossy', { found: [found('lossDown', 12)] }],
    ['lineLossy', { found: [found('lossUp', 18), found('lossDown', 12)] }],
    ['lineUpSlow', { found: [found('slowUp', 95)], series: series(queued) }],
    ['lineDownSlow', { found: [found('slowDown', 700)], series: series(queued) }],
    ['lineUnsteady', { found: [found('unsteady', 80)] }],
    ['lineFar', { found: [found('longWay', 380)], series: series({}, { rtt: 320 }) }],
    ['lineCut', { found: [found('cut')] }],
    ['mediaBlocked', { series: series({ rtt: null }) }],
    ['udpBlocked', { found: [found('relayed', null, 'weak')], facts: { ...facts, path: 'tcp' } }],
    ['vpn', { facts: { ...facts, network: 'vpn' } }],
    ['pcStarved', { found: [found('starved', 1400)], series: series({ pageLag: 1400 }) }],
    ['pcSlept', { events: [happened('device', roomId, 'slept', AT - 60_000)] }],
    ['pageHidden', device('pageHidden')],
    ['browserOld', { found: [found('oldBrowser', null, 'weak')] }],
    ['microphoneSilent', { found: [found('microphoneSilent', -99)] }],
    ['microphoneLost', device('microphoneLost Jabra')],
    ['microphoneRefused', device('microphoneRefused')],
    ['microphoneClips', { found: [found('microphoneClips', 14)] }],
    ['microphoneQuiet', { floorSince: AT - 90_000, series: series({ microphone: -58 }) }],
    ['echo', { found: [found('echo', 88)] }],
    ['loudspeakerLost', device('loudspeakerLost')],
    ['cameraBlack', { found: [found('cameraBlack', 2)] }],
    ['cameraFrozen', { found: [found('cameraFrozen', 0)] }],
    ['cameraLost', device('cameraLost Logitech MeetUp')],
    ['cameraRefused', device('cameraRefused')],
    [
      'networkCameraAway',
      {
        ...device('cameraLost IP (RTSP)'),
        found: [found('networkCamera')],
        facts: { ...facts, networkCamera: 'wrongPassword' },
      },
    ],
  ])('%s at the room', (code, room) => {
    expect(first(evidenceOf(room))).toMatchObject({ code, room: roomId, effectOf: null })
  })

  const servers = (...list: ReturnType<typeof server>[]): Partial<Evidence> => ({ servers: list })
  const service = (name: string, code: FindingCode) => servers(server(`service:${name}`, { found: [found(code, 1)] }))
  test.each<[CauseCode, Partial<Evidence>]>([
    ['databaseAway', service('database', 'noAnswer')],
    ['databaseSlow', service('database', 'slowAnswer')],
    ['redisAway', service('redis', 'noAnswer')],
    ['diskFull', service('disk', 'diskFull')],
    ['certificateEnds', service('certificate', 'certificateEnds')],
    ['clockOff', servers(server('node:node-1', { found: [found('clockOff', 9000)] }))],
    ['memoryLow', servers(server('process:signaling', { found: [found('memoryLow', 97)] }))],
    ['nodeOverloaded', servers(server('worker:node-1/0', { found: [found('overloaded', 97)] }))],
    ['signalingOverloaded', servers(server('process:signaling', { found: [found('lagging', 700)] }))],
  ])('%s, which no room notices yet', (code, rest) => {
    expect(first(evidenceOf({}, rest))).toMatchObject({ code, room: null })
  })
})

describe('16.22 what many rooms have is told once, and not as the line of each', () => {
  const lossy = { found: [found('lossUp', 18), found('lossDown', 16)] }

  test('a ward that loses packets while three others on its node lose none: its own line', () => {
    const [cause] = causesOf(evidenceOf({ found: [found('lossUp', 18)] }, { others: [1, 2, 3].map((n) => other(n)) }))
    expect(cause).toMatchObject({ code: 'lineUpLossy', since: AT - 120_000 })
    expect(cause?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'others', where: 'node', affected: 0, of: 3, names: [] }),
    )
  })

  test('a node that is overloaded makes its rooms lossy: the node first, lines as its effects', () => {
    const overloaded = server('worker:node-1/0', { found: [found('overloaded', 98)] })
    const evidence = evidenceOf(lossy, { others: everyone(lossy), servers: [server('node:node-1'), overloaded] })
    expect(codes(evidence)[0]).toBe('nodeOverloaded')
    expect(codes(evidence).filter((code) => code.startsWith('line'))).toEqual([])
    expect(first(evidence)).toMatchObject({ subject: { id: 'worker:node-1/0' } })
  })

  test('a node that is busy while one ward of seven is lossy: the ward’s line', () => {
    const overloaded = server('worker:node-1/0', { found: [found('overloaded', 98)] })
    expect(codes(evidenceOf(lossy, { servers: [overloaded] }))[0]).toBe('lineLossy')
  })

  test('rooms of one district while the others are well: the district’s line', () => {
    const others = [...[1, 2, 3].map((n) => other(n, lossy)), ...[4, 5, 6].map((n) => other(n, { isOfBranch: false }))]
    expect(first(evidenceOf(lossy, { others }))).toMatchObject({ code: 'branchLine' })
  })

  test('all rooms of one node while those of the other are well: the line of that node', () => {
    const others = [...[1, 2, 3].map((n) => other(n, lossy)), ...[4, 5, 6].map((n) => other(n, { node: 'node-2' }))]
    const evidence = evidenceOf(lossy, { others })
    expect(first(evidence)).toMatchObject({ code: 'nodeLine', subject: { id: 'node:node-1' } })
    expect(codes(evidence).slice(1)).toEqual(expect.arrayContaining(['(lineLossy)']))
  })

  test('a ward that loses packets while the others are a little late: its own line', () => {
    const late = { found: [found('unsteady', 60)] }
    const room = { found: [found('lossDown', 16), found('unsteady', 60)] }
    expect(codes(evidenceOf(room, { others: everyone(late) })).slice(0, 2)).toEqual(['lineDownLossy', 'nodeLine'])
  })

  test('a room whose packets are lost on their way up is missing at all who receive it: its line, and not the node’s', () => {
    const receives = (index: number) => other(index, { found: [found('lossDown', 14)] })
    const sends = other(4, { found: [found('lossUp', 18)] })
    expect(codes(evidenceOf({ found: [found('lossUp', 18)] }, { others: [1, 2, 3].map(receives) }))).toEqual([
      'lineUpLossy',
    ])
    const receiver = evidenceOf({ found: [found('lossDown', 14)] }, { others: [...[1, 2, 3].map(receives), sends] })
    expect(codes(receiver)).toEqual(['senderLossy', '(lineDownLossy)'])
    expect(JSON.stringify(first(receiver))).toContain(sends.name)
  })

  test('a worker that dies, a process that dies, one that is restarted: these, and the cut lines as their effects', () => {
    const room = {
      found: [found('cut')],
      events: [happened('lineLost', roomId), happened('mediaLost', roomId)],
    }
    const died = server('node:node-1', { events: [happened('workerLost', 'node:node-1', '0')] })
    expect(codes(evidenceOf(room, { servers: [died] }))).toEqual(['workerDied', '(lineCut)'])
    const event = happened('processStarted', 'process:signaling')
    const restart = (wasOrderly: boolean) => ({ restarts: [{ at: event.at, wasOrderly, event }] })
    expect(codes(evidenceOf(room, restart(false)))).toEqual(['signalingDied', '(lineCut)'])
    expect(codes(evidenceOf(room, restart(true)))).toEqual(['signalingRestarted', '(lineCut)'])
  })

  describe('a room whose socket broke', () => {
    /** The socket breaks 12 s after the page was heard last; figures of the media node from 4 s before on, one a second. */
    const cutAt = AT - 12_000
    type Node = Readonly<Record<'kbit' | 'rtt' | 'loss' | 'jitter', readonly number[]>>
    const room = (node: Node, found: RoomThen['found'] = []): Partial<RoomThen> => {
      const quiet = series()
      const of = new Map([
        [indexOfMetric('endpoint', 'nodeUpKbit'), { usual: 103, since: node.kbit }],
        [indexOfMetric('endpoint', 'nodeRtt'), { usual: 1, since: node.rtt }],
        [indexOfMetric('endpoint', 'nodeUpLoss'), { usual: 0, since: node.loss }],
        [indexOfMetric('endpoint', 'nodeUpJitter'), { usual: 3, since: node.jitter }],
      ])
      const columns = quiet.columns.map((column, index) =>
        column.map((value, point) => {
          const second = (quiet.at[point] ?? 0) - cutAt / 1000
          const figures = of.get(index)
          if (second < -10) return figures ? figures.usual : value
          return figures?.since[second + 4] ?? null
        }),
      )
      return { found: [{ ...causeCut, since: cutAt }, ...found], series: { ...quiet, columns } }
    }
    const causeCut = found('cut')
    const last12 = (value: number) => Array.from({ length: 12 }, () => value)

    test('a line up of 90 kbit/s, as it was measured: the node gets on what it carries, a second late', () => {
      const measured: Node = {
        kbit: [60, 63, 63, 61, 61, 62, 62, 62, 61, 65, 65, 63],
        rtt: [1020, 1020, 1020, 1020, 1020, 1015, 1015, 1015, 1015, 1032, 1032, 1021],
        loss: [34.1, 35, 35, 30.9, 30.9, 31.4, 31.4, 31.4, 29.7, 28.5, 28.5, 28],
        jitter: [471, 538, 538, 701, 701, 1211, 1211, 674, 674, 832, 832, 840],
      }
      const slow = evidenceOf(room(measured, [{ ...found('lossUp', 31), since: cutAt - 4000 }]))
      expect(codes(slow)).toEqual(['lineUpSlow', '(lineCut)', '(lineUpLossy)'])
      expect(first(slow)?.evidence).toContainEqual(
        expect.objectContaining({ kind: 'figure', metric: 'nodeRtt', value: 1020 }),
      )
    })

    test('a line down of 50 kbit/s, as it was measured: what the room sends comes in time, answers take more than a second', () => {
      const measured: Node = {
        kbit: [86, 86, 82, 82, 87, 87, 78, 78, 85, 85, 91, 91],
        rtt: last12(1399),
        loss: last12(0),
        jitter: last12(3),
      }
      expect(codes(evidenceOf(room(measured)))).toEqual(['lineDownSlow', '(lineCut)'])
      // The browser hears too late what of its packets came, and believes that its own way is narrow.
      const slowUp = { ...found('slowUp', 156), since: cutAt - 4000 }
      expect(codes(evidenceOf(room(measured, [slowUp])))).toEqual(['lineDownSlow', '(lineCut)', '(lineUpSlow)'])
    })

    test('a cable that is out: the figures of before stand for some seconds, then nothing comes', () => {
      const out = (kbit: readonly number[], rtt = 1): Node => ({
        kbit,
        rtt: last12(rtt),
        loss: last12(0),
        jitter: last12(3),
      })
      const stands = [103, 103, 103, 103, 103, 103, 103, 103, 103, 103, 103, 103]
      expect(codes(evidenceOf(room(out(stands))))).toEqual(['lineCut'])
      expect(codes(evidenceOf(room(out([103, 103, 103, 0, 0, 0, 0, 0, 0, 0, 0, 0]))))).toEqual(['lineCut'])
      const slowBefore = out([62, 62, 62, 62, 62, 62, 62, 0, 0, 0, 0, 0], 1020)
      expect(codes(evidenceOf(room(slowBefore))), 'of a line that had been slow').toEqual(['lineCut'])
    })

    test('a page that hangs or loses its socket, and sound and picture that come in time: not a slow line', () => {
      const flows: Node = {
        kbit: [99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 88],
        rtt: last12(3),
        loss: last12(0),
        jitter: last12(3),
      }
      expect(codes(evidenceOf(room(flows)))).toEqual(['lineCut'])
      expect(codes(evidenceOf(room({ ...flows, loss: last12(35) })))).toEqual(['lineCut'])
    })
  })

  test('a room that came after the restart has nothing to do with it', () => {
    const event = happened('processStarted', 'process:signaling')
    expect(causesOf(evidenceOf({ firstAt: AT }, { restarts: [{ at: event.at, wasOrderly: false, event }] }))).toEqual(
      [],
    )
  })

  test('a room that found another node since is known by what it went through then', () => {
    const lost = server('node:node-9', { events: [happened('nodeLost', 'node:node-9')] })
    expect(causesOf(evidenceOf({}, { servers: [lost] }))).toEqual([])
    const room = { events: [happened('mediaLost', roomId)] }
    expect(first(evidenceOf(room, { servers: [lost] }))).toMatchObject({ code: 'nodeLost' })
  })
})

describe('16.23 what comes of something else is told after it', () => {
  test.each<[string, Partial<RoomThen>, string[]]>([
    [
      'a line that is too slow delays packets, and then loses some: slow, not lossy',
      { found: [found('slowUp', 97), found('lossUp', 6), found('longWay', 420)], series: series({ rtt: 420 }) },
      ['lineUpSlow', '(lineFar)'],
    ],
    [
      'a line so slow that the socket breaks, too: slow',
      { found: [found('slowUp', 97), found('cut'), found('lossUp', 6)] },
      ['lineUpSlow', '(lineCut)', '(lineUpLossy)'],
    ],
    [
      'a lossy line lets the browser send less: lossy, not slow',
      { found: [found('lossUp', 18), found('slowUp', 97), found('unsteady', 70)] },
      ['lineUpLossy', '(lineUpSlow)', '(lineUnsteady)'],
    ],
    [
      'the way down: what waits is late, what is lost is not',
      { found: [found('lossDown', 9), found('slowDown', 800)], series: series({ rtt: 400 }) },
      ['lineDownSlow'],
    ],
    [
      'a PC without time loses and freezes',
      {
        found: [found('starved', 1800), found('slowDown', 900), found('lossDown', 9)],
        series: series({ pageLag: 1800 }),
      },
      ['pcStarved', '(lineDownLossy)', '(lineDownSlow)'],
    ],
    [
      'a VPN is a long way',
      { found: [found('longWay', 340)], facts: { ...facts, network: 'vpn' }, series: series({}, { rtt: 340 }) },
      ['vpn', '(lineFar)'],
    ],
    [
      'a black picture does not move',
      { found: [found('cameraBlack', 1), found('cameraFrozen', 0)] },
      ['cameraBlack', '(cameraFrozen)'],
    ],
    [
      'of a line and a device the line comes first, and both are told',
      { found: [found('microphoneSilent', -99), found('lossUp', 18)] },
      ['lineUpLossy', 'microphoneSilent'],
    ],
  ])('%s', (_, room, expected) => {
    expect(codes(evidenceOf(room))).toEqual(expected)
  })

  test('what a server may do tomorrow comes after what a room has now', () => {
    const disk = server('service:disk', { found: [found('diskFull', 97)] })
    expect(codes(evidenceOf({ found: [found('microphoneSilent', -99)] }, { servers: [disk] }))).toEqual([
      'microphoneSilent',
      'diskFull',
    ])
  })
})

test('a device that came back, a page that is seen again, is none', () => {
  const events = ['cameraLost Logitech', 'cameraBack Logitech', 'pageHidden', 'pageShown'].map((what, index) =>
    happened('device', roomId, what, AT - 60_000 + index),
  )
  expect(causesOf(evidenceOf({ events }))).toEqual([])
})

test('a quiet microphone is one of a room that has the floor, not of one that listens', () => {
  expect(causesOf(evidenceOf({ series: series({ microphone: -58 }) }))).toEqual([])
})

test('figures of a long time ago, of which a point is ten seconds or a minute, do as well', () => {
  const fine = series({ rtt: 420 })
  const minutes = [0, 1, 2, 3, 4, 5].map((n) => n * 60)
  const coarse = {
    seconds: 60,
    at: minutes.map((n) => fine.at[n] ?? 0),
    columns: fine.columns.map((column) => minutes.map((n) => column[n + 30] ?? null)),
  }
  expect(first(evidenceOf({ found: [found('slowUp', 97)], series: coarse }))).toMatchObject({ code: 'lineUpSlow' })
})

test('16.24 of a complaint of somebody else’s sound: own line down, their microphone; pictures come after', () => {
  const own = evidenceOf({ found: [found('lossUp', 18), found('lossDown', 12)] })
  expect(causesOf(own, { side: 'receives', medium: 'sound' }).map(({ code }) => code)).toEqual([
    'lineLossy',
    'lineDownLossy',
  ])
  const theirs = evidenceOf({ found: [found('cameraBlack', 1), found('microphoneClips', 12)] })
  expect(causesOf(theirs, { side: 'sends', medium: 'sound' }).map(({ code }) => code)).toEqual([
    'microphoneClips',
    'cameraBlack',
  ])
})

describe('rules are data that fits', () => {
  const all = [...serverRules, ...roomRules]
  const signsOf = (sign: Sign): Sign[] => ('of' in sign ? sign.of.flatMap(signsOf) : [sign])
  const signs = all
    .flatMap(({ needs, without = [], supports = [] }) => [...needs, ...without, ...supports])
    .flatMap(signsOf)

  test('each cause has a rule', () => {
    expect(Codes.options.filter((code) => all.every((rule) => rule.code !== code))).toEqual([])
  })

  test('metrics and events are those of the contract', () => {
    const keys = new Set<string>(METRICS.endpoint.map(({ key }) => key))
    for (const sign of signs) {
      if ('metric' in sign) expect(keys).toContain(sign.metric)
      if ('kinds' in sign) for (const kind of sign.kinds) expect(OperationEventKind.options).toContain(kind)
    }
  })

  test('no cause is its own effect', () => {
    expect(all.filter(({ code, effects = [] }) => effects.includes(code))).toEqual([])
  })
})
