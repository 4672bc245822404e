import {
  ControlError,
  type MeetingId,
  type NodeId,
  PipeAddress,
  type PipeResponse,
  type ProducerId,
  RtpParameters,
  type Via,
} from '@diem-cau/sfu-contract'
import type { types } from 'mediasoup'
import { ipOf } from './ipOf.ts'
import type { MeetingPart } from './MeetingPart.ts'
import type { OtherNodes } from './NodeLine.ts'
import { onWire } from '../wire/onWire.ts'
import { PipeEnd } from './PipeEnd.ts'
import type { Lease } from './Shared.ts'

export type OutletsOptions = {
  readonly meetingId: MeetingId
  readonly nodes: OtherNodes
  /** The part that pipes to other nodes leave from. */
  readonly home: () => Promise<MeetingPart>
  /** A producer as that part has it. */
  readonly take: (part: MeetingPart, producerId: ProducerId, via: Via) => Promise<Lease<types.Producer>>
  /** The last pipe was closed. */
  readonly onUnused: () => void
}

/** The pipe to one other node. */
type Outlet = {
  readonly part: MeetingPart
  readonly end: PipeEnd
  readonly sent: Map<ProducerId, Promise<Sent>>
  /** True when it was closed because somebody asked: what ends with it is not told. */
  isOver: boolean
  close(): void
}

type Sent = { readonly consumer: types.Consumer; close(): void }

/** Sends producers of a meeting to other nodes, as they ask for them: one pipe for each node. */
export class Outlets {
  readonly #options: OutletsOptions
  readonly #outlets = new Map<NodeId, Promise<Outlet>>()

  constructor(options: OutletsOptions) {
    this.#options = options
  }

  /** The number of nodes it has pipes to. */
  get size(): number {
    return this.#outlets.size
  }

  /** A pipe that the node had before is closed. @throws ControlError `unavailable` if no worker is alive or no port is free */
  async connect(nodeId: NodeId, theirs: PipeAddress): Promise<PipeAddress> {
    this.#remove(nodeId)
    const opening = this.#open(nodeId, theirs)
    this.#outlets.set(nodeId, opening)
    try {
      return onWire(PipeAddress, (await opening).end.address)
    } catch (error) {
      this.#forget(nodeId, opening)
      // The meeting may have been opened for it.
      if (this.#outlets.size === 0) this.#options.onUnused()
      throw error
    }
  }

  /**
   * Sends a producer. Asked again, it says how that one is now.
   * @throws ControlError `producerNotFound`; `unavailable` without a pipe, or if the way to it is broken
   */
  async produce(nodeId: NodeId, producerId: ProducerId, via: Via): Promise<PipeResponse<'pipe:produce'>> {
    const opening = this.#outlets.get(nodeId)
    if (opening === undefined) throw new ControlError('unavailable', 'there is no pipe any more; connect one first')
    const outlet = await opening
    const { consumer } = await (outlet.sent.get(producerId) ?? this.#send(nodeId, outlet, producerId, via))
    const { kind, producerPaused } = consumer
    return { kind, rtpParameters: onWire(RtpParameters, consumer.rtpParameters), paused: producerPaused }
  }

  /** Fine if it is not sent. */
  async stop(nodeId: NodeId, producerId: ProducerId): Promise<void> {
    const outlet = await this.#outlets.get(nodeId)
    const sent = outlet?.sent.get(producerId)
    outlet?.sent.delete(producerId)
    if (sent !== undefined) await closeWhenThere(sent)
  }

  /** The node is gone, or needs nothing any more. Fine if there is no pipe to it. */
  close(nodeId: NodeId): void {
    if (this.#remove(nodeId) && this.#outlets.size === 0) this.#options.onUnused()
  }

  closeAll(): void {
    for (const nodeId of this.#outlets.keys()) {
      this.#remove(nodeId)
      this.#tellClosed(nodeId)
    }
  }

  async #send(nodeId: NodeId, outlet: Outlet, producerId: ProducerId, via: Via): Promise<Sent> {
    const forget = () => {
      if (outlet.sent.get(producerId) === sending) outlet.sent.delete(producerId)
    }
    const sending = this.#carry(nodeId, outlet, producerId, via, () => forget())
    outlet.sent.set(producerId, sending)
    try {
      return await sending
    } catch (error) {
      forget()
      throw error
    }
  }

  async #carry(nodeId: NodeId, outlet: Outlet, producerId: ProducerId, via: Via, ended: () => void): Promise<Sent> {
    const { meetingId, nodes, take } = this.#options
    const lease = await take(outlet.part, producerId, via)
    let consumer: types.Consumer
    try {
      consumer = await outlet.end.send(lease.value)
    } catch (error) {
      lease.release()
      throw lease.value.closed ? producerGone() : error
    }
    let isStopped = false
    const sent = {
      consumer,
      close: () => {
        if (isStopped) return
        isStopped = true
        consumer.close()
        lease.release()
      },
    }
    const tellPaused = (paused: boolean) =>
      nodes.tell(nodeId, { name: 'producerPaused', meetingId, producerId, paused })
    consumer.observer.on('pause', () => tellPaused(true))
    consumer.observer.on('resume', () => tellPaused(false))
    consumer.observer.once('close', () => {
      if (isStopped) return
      sent.close()
      ended()
      if (!outlet.isOver) nodes.tell(nodeId, { name: 'producerEnded', meetingId, producerId })
    })
    if (consumer.closed || lease.value.closed) {
      sent.close()
      throw producerGone()
    }
    return sent
  }

  async #open(nodeId: NodeId, theirs: PipeAddress): Promise<Outlet> {
    const [part, ip] = [await this.#options.home(), await ipOf(theirs.ip)]
    const end = await PipeEnd.open(part.router, this.#options.nodes.listen)
    try {
      await end.connect({ ...theirs, ip })
    } catch (error) {
      end.close()
      throw error
    }
    const sent = new Map<ProducerId, Promise<Sent>>()
    const close = () => {
      outlet.isOver = true
      for (const one of sent.values()) void closeWhenThere(one)
      sent.clear()
      end.close()
    }
    const outlet: Outlet = { part, end, sent, isOver: false, close }
    end.onClosed(() => void this.#onEnd(nodeId, outlet).catch(ignore))
    return outlet
  }

  /** Its part is gone: the node may ask for another pipe. */
  async #onEnd(nodeId: NodeId, outlet: Outlet): Promise<void> {
    const opening = this.#outlets.get(nodeId)
    if ((await opening) !== outlet || opening === undefined) return
    outlet.close()
    this.#forget(nodeId, opening)
    this.#tellClosed(nodeId)
    if (this.#outlets.size === 0) this.#options.onUnused()
  }

  #tellClosed(nodeId: NodeId): void {
    this.#options.nodes.tell(nodeId, { name: 'pipeClosed', meetingId: this.#options.meetingId })
  }

  /** Forgets the pipe to a node, which is closed as soon as it is there. */
  #remove(nodeId: NodeId): boolean {
    const opening = this.#outlets.get(nodeId)
    if (opening === undefined) return false
    this.#outlets.delete(nodeId)
    void closeWhenThere(opening)
    return true
  }

  #forget(nodeId: NodeId, opening: Promise<Outlet>): void {
    if (this.#outlets.get(nodeId) === opening) this.#outlets.delete(nodeId)
  }
}

async function closeWhenThere(coming: Promise<{ close(): void }>): Promise<void> {
  try {
    const there = await coming
    there.close()
  } catch {
    // It never came to be, and whoever asked for it was told.
  }
}

function producerGone(): ControlError {
  return new ControlError('producerNotFound', 'the producer was closed meanwhile')
}

/** A pipe that took the place of the one that ended could not be made: whoever asked for it was told. */
function ignore(): void {}
