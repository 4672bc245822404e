/**
 * How media nodes, like signaling processes, say in Redis that they are there: one hash with what each says of itself, and one
 * sorted set of when it was heard last. Everybody repeats that ({@link PRESENCE_BEAT_MS}); whoever is silent for
 * {@link PRESENCE_MS} is not there any more.
 */
import { z } from 'zod'

/** What a media node says of itself, under its node id. */
export const NodeEntry = z.object({
  /** Its control API, as signaling and other nodes reach it. */
  url: z.url({ protocol: /^https?$/ }).max(256),
  region: z.string().max(64),
})
export type NodeEntry = z.infer<typeof NodeEntry>

/** The kind of presence that media nodes have. */
export const NODES = 'nodes'

export const PRESENCE_BEAT_MS = 800
/** Whoever has said nothing for so long is not there any more, milliseconds. */
export const PRESENCE_MS = 3000

/** Keys in Redis of one kind of presence: entries (hash), last seen (sorted set). */
export const presenceKeys = (kind: string): [entries: string, seen: string] => [
  `diem-cau:${kind}`,
  `diem-cau:${kind}:seen`,
]

/** Lua. KEYS: as {@link presenceKeys} says. ARGV: id, entry. The clock is Redis's own: those of machines differ. */
export const PRESENCE_BEAT = `
local time = redis.call('TIME')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
return 1`

/** Lua. KEYS: the same. ARGV: id. */
export const PRESENCE_LEAVE = `
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1`
