import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { mediaWorker } from '../../support/mediaWorker.ts'
import { Farm } from '../farm/Farm.ts'
import { servers, type ServerName } from './contenders.ts'
import type { Wanted } from './MediaServer.ts'

const hasJanus = spawnSync('janus', ['--version']).status !== null
const NAMES: readonly ServerName[] = ['ours', 'bare', ...(hasJanus ? (['janusTuned', 'janusDefault'] as const) : [])]

test.each(NAMES)(
  'what two send reaches a third one through each server of the bench, %s, and its processes are told',
  async (name) => {
    await using farm = await Farm.start()
    const { contenders } = await servers(await mediaWorker(), { install: false })
    const contender = contenders.find((one) => one.name === name)
    if (contender === undefined) throw new Error(`no ${name}`)
    await using server = await contender.start(farm)
    expect(server.pids.every((pid) => pid > 1)).toBe(true)
    const [one, two, viewer] = [await server.join(), await server.join(), await server.join()]
    for (const sender of [one, two]) await sender.publish({ layers: [{ width: 640, height: 360, bitrate: 200_000 }] })
    const wanted = [one, two].flatMap((of): Wanted[] => [
      { of, kind: 'audio' },
      { of, kind: 'video' },
    ])
    const { far, ssrcs } = await viewer.watch(wanted)
    expect(new Set(ssrcs).size).toBe(4)
    await Promise.all(ssrcs.map((ssrc) => far.packets(ssrc, 5)))
    const { received } = await far.stats()
    expect(received.filter(({ announced, lost }) => announced && lost === 0)).toHaveLength(4)
  },
)
