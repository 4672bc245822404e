import { z } from 'zod'

/** Ids on every wire are short, printable, and safe in a log line and a URL. */
const id = z.string().regex(/^[A-Za-z0-9_.:-]{1,64}$/)

/** A meeting of the schedule. */
export const MeetingId = id.brand<'MeetingId'>()
export type MeetingId = z.infer<typeof MeetingId>

/** One device's media in one meeting. Made by signaling, unique for ever. */
export const EndpointId = id.brand<'EndpointId'>()
export type EndpointId = z.infer<typeof EndpointId>

/** mediasoup's producer id. */
export const ProducerId = id.brand<'ProducerId'>()
export type ProducerId = z.infer<typeof ProducerId>

/** mediasoup's consumer id. */
export const ConsumerId = id.brand<'ConsumerId'>()
export type ConsumerId = z.infer<typeof ConsumerId>

/** One running media node. A new id each time its process starts. */
export const NodeId = id.brand<'NodeId'>()
export type NodeId = z.infer<typeof NodeId>

/** One running signaling process, the owner of meetings on a media node. */
export const OwnerId = id.brand<'OwnerId'>()
export type OwnerId = z.infer<typeof OwnerId>
