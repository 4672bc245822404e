import { sourceRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { complaint } from './complaint.ts'
import { decideSources } from './sources.ts'
import { troubles } from './troubles.ts'

/** Cameras and screens that who conducts stops, and what somebody hears or sees badly (SPEC 5.10, 9.5 to 9.7). */
export const sources = subject({
  requests: sourceRequests,
  mayAsk: { 'camera:stop': 'office', 'camera:consent': 'self', 'screen:stop': 'office' },
  decide: decideSources,
  passing: { 'complaint:send': complaint, 'endpoint:troubles': troubles },
})
