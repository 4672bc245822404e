import { EventEmitter } from 'node:events'
import {
  type ControlData,
  ControlError,
  type ControlErrorCode,
  EndpointId,
  type EndpointSnapshot,
  type MeetingId,
  type MeetingSnapshot,
  NodeId,
  OwnerId,
  ProducerId,
} from '@diem-cau/sfu-contract'
import type { NodeDescription, NodeEvents } from '../live/media/nodes/SfuClient.ts'
import type { SfuClient } from '../live/media/nodes/MediaNodes.ts'

export const owner = OwnerId.parse('signaling-1')

type Asked = { readonly name: string; readonly data: object }

/** A media node's control API as signaling sees it: it holds meetings and answers as the contract says. Nothing of it is on a network. */
export class StandInNode extends EventEmitter<NodeEvents> {
  readonly owner = owner
  readonly url: string
  readonly asked: Asked[] = []
  /** By meeting: who conducts it, and its endpoints with their producers. */
  readonly meetings = new Map<MeetingId, { owner: OwnerId | null; endpoints: Map<EndpointId, ProducerId[]> }>()
  cpu = 0
  region = ''
  clockAheadMs = 0
  description: NodeDescription | null = null
  failsToList = false
  /** What a join is refused with. */
  refusal: ControlErrorCode | null = null
  /** A join is answered when this resolves. */
  beforeJoin: Promise<unknown> = Promise.resolve()
  readonly #name: string
  #made = 0

  constructor(name: string, cpu = 0, url = `http://${name}`) {
    super()
    this.#name = name
    this.cpu = cpu
    this.url = url
  }

  get names(): string[] {
    return this.asked.map(({ name }) => name)
  }

  comesUp(): void {
    const worker = { index: 0, pid: 1, cpu: this.cpu, meetings: 0, endpoints: 0 }
    this.description = {
      nodeId: NodeId.parse(this.#name),
      version: '0',
      startedAt: 0,
      region: this.region,
      limits: { meetings: null, endpoints: null },
      draining: false,
      workers: [{ ...worker, producers: 0, consumers: 0, bitrateIn: 0, bitrateOut: 0 }],
      routerRtpCapabilities: { codecs: [], headerExtensions: [] },
    }
    this.emit('up', this.description)
  }

  goesDown(): void {
    this.description = null
    this.emit('down')
  }

  /** Its process ends: nobody listens there any more. */
  dies(): void {
    this.meetings.clear()
    this.goesDown()
    this.emit('refused')
  }

  /** As if a process before this one had been asked. */
  holds(meetingId: MeetingId, ...names: string[]): this {
    const endpoints = new Map(names.map((name) => [EndpointId.parse(name), [] as ProducerId[]]))
    this.meetings.set(meetingId, { owner: OwnerId.parse('signaling-0'), endpoints })
    return this
  }

  has(meetingId: MeetingId): string[] {
    return [...(this.meetings.get(meetingId)?.endpoints.keys() ?? [])]
  }

  readonly request: SfuClient['request'] = async (name, data) => {
    this.asked.push({ name, data })
    if (!this.description) throw new ControlError('unavailable', 'away')
    return (await this.#answer(name, data)) as never
  }

  connect(): void {}
  close(): void {}

  async #answer(name: string, data: object): Promise<unknown> {
    const meetingId = ('meetingId' in data ? data.meetingId : '') as MeetingId
    const endpointId = ('endpointId' in data ? data.endpointId : '') as EndpointId
    switch (name) {
      case 'node:tryWay':
        return { control: 2, udp: { sent: 20, back: 20, rtt: 1 }, bitrate: 16_000_000 }
      case 'node:tryCamera':
        return { state: { is: 'live', keyframeMs: 2000 } }
      case 'node:clock':
        return { now: Date.now() + this.clockAheadMs }
      case 'meeting:list': {
        if (this.failsToList) throw new Error('gone again')
        const { meetingIds } = data as ControlData<'meeting:list'>
        const asked = [...this.meetings.keys()].filter((id) => meetingIds?.includes(id) ?? true)
        return { meetings: asked.map((id) => this.#snapshot(id)) }
      }
      case 'meeting:takeOver': {
        const meeting = this.meetings.get(meetingId)
        if (!meeting) throw new ControlError('meetingNotFound', 'no such meeting')
        meeting.owner = owner
        return this.#snapshot(meetingId)
      }
      case 'meeting:close':
        this.meetings.delete(meetingId)
        return {}
      case 'endpoint:join': {
        await this.beforeJoin
        if (this.refusal) throw new ControlError(this.refusal, 'as the test says')
        if ((this.meetings.get(meetingId)?.owner ?? owner) !== owner)
          throw new ControlError('notYours', 'take it over first')
        const meeting = this.meetings.get(meetingId) ?? { owner, endpoints: new Map<EndpointId, ProducerId[]>() }
        this.meetings.set(meetingId, meeting)
        meeting.endpoints.set(endpointId, [])
        return {}
      }
      case 'endpoint:leave':
        for (const { endpoints } of this.meetings.values()) endpoints.delete(endpointId)
        return {}
      case 'endpoint:produceFrom':
        return { producerId: this.#produce({ ...(data as ControlData<'endpoint:produceFrom'>), source: 'camera' }) }
      case 'endpoint:produce':
        return { producerId: this.#produce(data as ControlData<'endpoint:produce'>) }
      case 'endpoint:subscribe':
        return { consumers: [], closed: [], refused: [] }
      default:
        return {}
    }
  }

  #produce({ endpointId, source }: Pick<ControlData<'endpoint:produce'>, 'endpointId' | 'source'>): ProducerId {
    const producerId = ProducerId.parse(`${this.#name}-${source}-${(this.#made += 1)}`)
    for (const { endpoints } of this.meetings.values()) endpoints.get(endpointId)?.push(producerId)
    return producerId
  }

  #snapshot(meetingId: MeetingId): MeetingSnapshot {
    const meeting = this.meetings.get(meetingId)
    const endpoints = [...(meeting?.endpoints ?? [])].map(([endpointId, producerIds]): EndpointSnapshot => ({
      endpointId,
      meetingId,
      worker: 0,
      producers: producerIds.map((producerId) => ({ producerId, source: 'mic', kind: 'audio', paused: false })),
      consumers: [],
    }))
    return { meetingId, owner: meeting?.owner ?? null, endpoints }
  }
}
