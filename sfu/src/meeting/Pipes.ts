import { ControlError, type ProducerId } from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import type { PortRange } from '../settings/config.ts'
import { followPause } from './followPause.ts'
import type { MeetingPart } from './MeetingPart.ts'
import { PipeEnd } from './PipeEnd.ts'
import { type Lease, Shared } from './Shared.ts'

export type PipesOptions = {
  readonly ports: PortRange
  /**
   * A pipe outlives its last consumer by this, in milliseconds, so that leafing through pages does not make it anew.
   */
  readonly lingerMs: number
}

/** A producer as another part of the meeting has it. */
export type PipedProducer = { readonly producer: types.Producer; close(): void }

/** Two parts of one meeting, connected. */
type Pair = { endOf(part: MeetingPart): PipeEnd; close(): void }

/** The part that has a producer, and a share of it there. */
type Origin = { readonly from: MeetingPart; readonly lease: Lease<types.Producer> }

/**
 * The pipes between the parts of one meeting on this node: one for each producer and pair of parts, made when the
 * first consumer needs it, shared by all of them, closed with the last.
 */
export class Pipes {
  readonly #options: PipesOptions
  readonly #log: Logger
  readonly #pairs = new Shared<string, Pair>(0)
  readonly #intakes = new Map<MeetingPart, Shared<ProducerId, PipedProducer>>()

  constructor(options: PipesOptions, log: Logger) {
    this.#options = options
    this.#log = log
  }

  /** The number of producers that are carried. */
  get size(): number {
    return [...this.#intakes.values()].reduce((sum, intake) => sum + intake.size, 0)
  }

  /**
   * A producer as a part may consume it that does not have it itself.
   * @param make brings it there when nobody has yet, and calls `ended` when it ends by itself
   */
  async take(
    to: MeetingPart,
    producerId: ProducerId,
    make: (ended: () => void) => Promise<PipedProducer>,
  ): Promise<Lease<types.Producer>> {
    const lease = await this.#intakeOf(to).take(producerId, make)
    return { value: lease.value.producer, release: lease.release }
  }

  /** The part ended, and with its router all pipes to it and from it. */
  drop(part: MeetingPart): void {
    this.#intakes.get(part)?.close()
    this.#intakes.delete(part)
  }

  close(): void {
    for (const part of this.#intakes.keys()) this.drop(part)
    this.#pairs.close()
  }

  #intakeOf(part: MeetingPart): Shared<ProducerId, PipedProducer> {
    const intake = this.#intakes.get(part) ?? new Shared<ProducerId, PipedProducer>(this.#options.lingerMs)
    this.#intakes.set(part, intake)
    return intake
  }

  /**
   * Brings a producer from one part to another of this node. Takes over the share of the producer, and gives it back at
   * the end.
   * @throws ControlError `producerNotFound` if it ends meanwhile, `unavailable` if a part does
   */
  async carry({ from, lease }: Origin, to: MeetingPart, ended: () => void): Promise<PipedProducer> {
    const held: { release(): void }[] = [lease]
    const made: { close(): void }[] = []
    const close = () => {
      for (const part of made.splice(0)) part.close()
      for (const share of held.splice(0)) share.release()
    }
    try {
      const pair = await this.#pairs.take(keyOf(from, to), (closed) => this.#connect(from, to, closed))
      held.unshift(pair)
      const consumer = await pair.value.endOf(from).send(lease.value)
      made.push(consumer)
      const { kind, rtpParameters, producerPaused } = consumer
      const { id: producerId } = lease.value
      const producer = await pair.value.endOf(to).receive({ producerId, kind, rtpParameters, paused: producerPaused })
      made.push(producer)
      followEnds(consumer, producer, () => (close(), ended()))
      const follow = (paused: boolean) => followPause(producer, paused)
      consumer.observer.on('pause', () => void follow(true).catch(this.#warn))
      consumer.observer.on('resume', () => void follow(false).catch(this.#warn))
      if (producer.paused !== consumer.producerPaused) await follow(consumer.producerPaused)
      // A close that came before anybody listened has told nobody.
      if (lease.value.closed || consumer.closed || producer.closed) throw producerGone()
      return { producer, close }
    } catch (error) {
      close()
      throw lease.value.closed ? producerGone() : error
    }
  }

  async #connect(one: MeetingPart, other: MeetingPart, ended: () => void): Promise<Pair> {
    const listen = { ip: '127.0.0.1', ports: this.#options.ports, encrypted: false }
    const opened = await Promise.allSettled([PipeEnd.open(one.router, listen), PipeEnd.open(other.router, listen)])
    const ends = opened.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    const close = () => {
      for (const end of ends) end.close()
    }
    const [near, far] = ends
    try {
      if (near === undefined || far === undefined) throw opened.find((end) => end.status === 'rejected')?.reason
      for (const end of ends) end.onClosed(() => (close(), ended()))
      await Promise.all([near.connect(far.address), far.connect(near.address)])
    } catch (error) {
      close()
      throw error
    }
    return { endOf: (part) => (part === one ? near : far), close }
  }

  readonly #warn = (error: unknown) => this.#log.warn({ err: error }, 'a piped producer is not paused as its origin is')
}

/** Whichever ends first ends the other, and what was held for both. */
function followEnds(consumer: types.Consumer, producer: types.Producer, ended: () => void): void {
  consumer.observer.once('close', ended)
  producer.observer.once('close', ended)
}

function keyOf(one: MeetingPart, other: MeetingPart): string {
  return [one.router.id, other.router.id].toSorted().join(' ')
}

function producerGone(): ControlError {
  return new ControlError('producerNotFound', 'the producer was closed meanwhile')
}
