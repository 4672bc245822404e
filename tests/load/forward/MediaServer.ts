import type { FarmTransport } from '../farm/FarmTransport.ts'
import type { VideoOptions } from '../farm/streams.ts'

/** One stream of one of those who publish. */
export type Wanted =
  | { readonly of: Member; readonly kind: 'audio' }
  | {
      readonly of: Member
      readonly kind: 'video'
      /** Layer of simulcast, 0 is the smallest; left out for a camera in one size. */
      readonly layer?: number
    }

/** A receiver's transport, and the SSRCs that come to it. */
export interface Watched {
  readonly far: FarmTransport
  readonly ssrcs: readonly number[]
}

/** Somebody in the one meeting of a server, with a line for each direction that is used. */
export interface Member {
  /** A microphone and a camera, sending from now on. */
  publish(video: VideoOptions): Promise<void>
  /** Resolves when the server sends all of it. */
  watch(streams: readonly Wanted[]): Promise<Watched>
}

/** A media server in one meeting, alone on its ports, as the bench drives it: the same for whatever it compares. */
export interface MediaServer extends AsyncDisposable {
  /** Processes whose CPU time is what forwarding costs, and all below them. */
  readonly pids: readonly number[]
  /** Those of the pids that are media workers, if they can be told. */
  readonly workerPids: readonly number[]
  join(): Promise<Member>
}
