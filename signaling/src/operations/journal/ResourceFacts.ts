import { UnitCode } from '@diem-cau/signaling-contract'
import { EndpointFacts } from '@diem-cau/signaling-contract/operations'
import { z } from 'zod'

/** What a resource's row holds besides its columns; `startedAt` and `floor` are of meetings. */
export const ResourceFacts = z.object({
  title: z.string(),
  hostUnit: UnitCode.nullable(),
  facts: EndpointFacts.nullable(),
  node: z.string().nullable(),
  startedAt: z.number().nullable(),
  floor: z.string().nullable(),
})
export type ResourceFacts = z.infer<typeof ResourceFacts>

export const noFacts: ResourceFacts = {
  title: '',
  hostUnit: null,
  facts: null,
  node: null,
  startedAt: null,
  floor: null,
}
