import {
  ControlError,
  type MeetingId,
  type NodeAddress,
  PipeAddress,
  type PipeNotice,
  type ProducerId,
  type Via,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import { followPause } from './followPause.ts'
import { ipOf } from './ipOf.ts'
import type { MeetingPart } from './MeetingPart.ts'
import type { NodeLine, OtherNodes } from './NodeLine.ts'
import { onWire } from '../wire/onWire.ts'
import { PipeEnd } from './PipeEnd.ts'
import type { PipedProducer } from './Pipes.ts'
import { Shared } from './Shared.ts'

/** A producer that comes from another node. `paused` and `ended` hold what was told before it was there. */
type Piped = {
  readonly rest: Via
  producer?: types.Producer
  paused?: boolean
  ended: boolean
  readonly end: () => void
}

/** The pipe from one other node, and what comes through it. */
type Inlet = {
  readonly end: PipeEnd
  readonly line: NodeLine
  readonly piped: Map<ProducerId, Piped>
  close(): void
}

/**
 * Takes in the producers that a meeting needs from other nodes: one pipe for each node, made on first need and closed
 * with the last producer that comes through it. It ends at one part (the home), from where the producers go on to the
 * others.
 */
export class Inlets {
  readonly #meetingId: MeetingId
  readonly #nodes: OtherNodes
  readonly #log: Logger
  readonly #inlets = new Shared<string, Inlet>(0)

  constructor(meetingId: MeetingId, nodes: OtherNodes, log: Logger) {
    this.#meetingId = meetingId
    this.#nodes = nodes
    this.#log = log
  }

  /**
   * Brings a producer of another node to a part.
   * @param lost is called if it ends otherwise than by its `close`
   * @throws ControlError `unavailable` if a node on the way does not answer, `producerNotFound` if the last does not have it
   */
  async carry(via: Via, producerId: ProducerId, to: MeetingPart, lost: () => void): Promise<PipedProducer> {
    const [next, ...rest] = via
    if (next === undefined) throw new ControlError('producerNotFound', 'no such producer in this meeting')
    const key = `${to.router.id} ${next.nodeId}`
    const inlet = await this.#inlets.take(key, (ended) => this.#open(next, rest.length > 0, to, ended))
    const piped: Piped = { rest, ended: false, end: () => end() }
    let isClosed = false
    const close = () => {
      if (isClosed) return
      isClosed = true
      piped.ended = true
      piped.producer?.close()
      if (inlet.value.piped.get(producerId) === piped) inlet.value.piped.delete(producerId)
      void this.#tidy(inlet.value.line.request('pipe:stop', { meetingId: this.#meetingId, producerId }))
      inlet.release()
    }
    const end = () => {
      if (isClosed) return
      close()
      lost()
    }
    inlet.value.piped.set(producerId, piped)
    try {
      const { paused, ...parameters } = await this.#ask(inlet.value, producerId, rest)
      const producer = await inlet.value.end.receive({ producerId, ...parameters, paused: piped.paused ?? paused })
      piped.producer = producer
      producer.observer.once('close', end)
      // It may have been told while the producer was made.
      await this.#follow(piped, piped.paused ?? paused)
      if (piped.ended || producer.closed)
        throw new ControlError('producerNotFound', 'the producer was closed meanwhile')
      return { producer, close }
    } catch (error) {
      close()
      throw error
    }
  }

  close(): void {
    this.#inlets.close()
  }

  #ask({ line }: Inlet, producerId: ProducerId, via: Via) {
    return line.request('pipe:produce', { meetingId: this.#meetingId, producerId, via })
  }

  async #open(next: NodeAddress, relay: boolean, to: MeetingPart, ended: () => void): Promise<Inlet> {
    const meetingId = this.#meetingId
    const line = await this.#nodes.reach(next)
    const piped = new Map<ProducerId, Piped>()
    let end: PipeEnd | undefined
    let stop = () => {}
    let isOver = false
    const close = () => {
      stop()
      end?.close()
      for (const one of piped.values()) one.end()
      line.release()
    }
    try {
      const own = await PipeEnd.open(to.router, this.#nodes.listen)
      end = own
      const inlet: Inlet = {
        end: own,
        line: line.value,
        piped,
        close: () => {
          // Closing its end calls for this again.
          if (isOver) return
          isOver = true
          void this.#tidy(line.value.request('pipe:close', { meetingId }))
          close()
        },
      }
      stop = line.value.listen(meetingId, {
        onNotice: (notice) => this.#onNotice(inlet, notice, ended),
        onBack: () => void this.#lookAgain(inlet),
        onLost: () => (ended(), close()),
      })
      const answer = await line.value.request('pipe:connect', {
        meetingId,
        pipe: onWire(PipeAddress, own.address),
        relay,
      })
      if (answer.nodeId !== next.nodeId) {
        throw new ControlError('unavailable', `another node than ${next.nodeId} is at ${next.url} now`)
      }
      await own.connect({ ...answer.pipe, ip: await ipOf(answer.pipe.ip) })
      own.onClosed(() => (ended(), inlet.close()))
      if (own.closed) throw new ControlError('unavailable', 'closed meanwhile; try again')
      return inlet
    } catch (error) {
      close()
      throw error
    }
  }

  #onNotice(inlet: Inlet, notice: PipeNotice, ended: () => void): void {
    switch (notice.name) {
      case 'producerEnded':
        this.#endOf(inlet, notice.producerId)
        return
      case 'producerPaused': {
        const piped = inlet.piped.get(notice.producerId)
        if (piped === undefined) return
        piped.paused = notice.paused
        void this.#follow(piped, notice.paused)
        return
      }
      case 'pipeClosed':
        ended()
        inlet.close()
        return
      default:
        notice satisfies never
    }
  }

  /** Repeating a request does nothing twice, and says how things are now. */
  async #lookAgain(inlet: Inlet): Promise<void> {
    await Promise.all(
      [...inlet.piped].map(async ([producerId, piped]) => {
        try {
          const { paused } = await this.#ask(inlet, producerId, piped.rest)
          piped.paused = paused
          await this.#follow(piped, paused)
        } catch (error) {
          this.#log.debug(
            { err: error, meetingId: this.#meetingId, producerId },
            'a producer of another node has ended',
          )
          piped.end()
        }
      }),
    )
  }

  #endOf(inlet: Inlet, producerId: ProducerId): void {
    const piped = inlet.piped.get(producerId)
    if (piped === undefined) return
    piped.ended = true
    // One that is on its way ends when it is there.
    if (piped.producer !== undefined) piped.end()
  }

  async #follow({ producer }: Piped, paused: boolean): Promise<void> {
    if (producer === undefined || producer.paused === paused) return
    try {
      await followPause(producer, paused)
    } catch (error) {
      this.#log.warn(
        { err: error, meetingId: this.#meetingId },
        'a producer of another node is not paused as it is there',
      )
    }
  }

  /** Only logs a failure: a node that is gone has nothing left to tidy up. */
  async #tidy(asked: Promise<unknown>): Promise<void> {
    try {
      await asked
    } catch (error) {
      this.#log.debug({ err: error, meetingId: this.#meetingId }, 'another node did not hear that a pipe is not needed')
    }
  }
}
