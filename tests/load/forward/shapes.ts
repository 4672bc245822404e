import type { VideoOptions } from '../farm/streams.ts'
import type { MediaServer, Member, Wanted, Watched } from './MediaServer.ts'

/** This is about a browser's camera of 720p, in one size: four packets a frame, 120 a second, and 50 of Opus beside them. */
const ONE_SIZE: VideoOptions = { fps: 30, layers: [{ width: 1280, height: 720, bitrate: 1_000_000 }] }
/** Three sizes, as the farm's own camera has them. */
const THREE_SIZES: VideoOptions = {}
const SMALLEST = 0
const LARGEST = 2
/** Members that come in at the same time. */
const TOGETHER = 10

export type ShapeName = 'dense' | 'wide' | 'rooms'

/** Starts the senders and receivers of a shape. @returns what comes to each receiver */
export type Shape = (server: MediaServer) => Promise<Watched[]>

export const shapes: Readonly<Record<ShapeName, Shape>> = {
  /** 9 send, 20 receive all of it. */
  dense: (server) => apart(server, 9, 20),
  /** 1 sends, 78 receive it. */
  wide: (server) => apart(server, 1, 78),
  /** 85 rooms of one meeting: each sends in three sizes and receives one voice, one large picture and five small ones. */
  rooms: (server) => together(server, 85),
}

async function apart(server: MediaServer, senders: number, receivers: number): Promise<Watched[]> {
  const sending = await enter(server, senders)
  for (const member of sending) await member.publish(ONE_SIZE)
  const wanted = sending.flatMap((of): Wanted[] => [
    { of, kind: 'audio' },
    { of, kind: 'video' },
  ])
  return each(await enter(server, receivers), (member) => member.watch(wanted))
}

async function together(server: MediaServer, count: number): Promise<Watched[]> {
  const members = await enter(server, count)
  await each(members, (member) => member.publish(THREE_SIZES))
  return each(members, (member, at) => {
    const other = (step: number) => members[(at + step) % count] ?? member
    const small = [2, 3, 4, 5, 6].map((step): Wanted => ({ of: other(step), kind: 'video', layer: SMALLEST }))
    return member.watch([{ of: other(1), kind: 'audio' }, { of: other(1), kind: 'video', layer: LARGEST }, ...small])
  })
}

function enter(server: MediaServer, count: number): Promise<Member[]> {
  return each(Array.from({ length: count }), () => server.join())
}

/** A few at a time, so that no one waits for an answer longer than a patient client does. */
async function each<T, R>(items: readonly T[], act: (item: T, at: number) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let from = 0; from < items.length; from += TOGETHER) {
    const group = items.slice(from, from + TOGETHER)
    done.push(...(await Promise.all(group.map((item, step) => act(item, from + step)))))
  }
  return done
}
