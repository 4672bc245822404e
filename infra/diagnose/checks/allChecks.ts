import type { Check } from './Check.ts'
import { dataFolder, database, disk } from './data.ts'
import { logs } from './logs.ts'
import { clock, limits, memory } from './machine.ts'
import { certificates, mail, mediaPorts, redis } from './network.ts'
import { turn } from './turn.ts'
import { mediaNode, publicAddress, server } from './servers.ts'

/** A cause stands before what it causes: of two that are equally wrong the first is mended first. */
export const allChecks: readonly Check[] = [
  dataFolder,
  disk,
  memory,
  clock,
  database,
  redis,
  certificates,
  mediaNode,
  mediaPorts,
  turn,
  server,
  publicAddress,
  mail,
  limits,
  logs,
]
