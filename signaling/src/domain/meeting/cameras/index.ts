import { cameraRequests } from '@diem-cau/signaling-contract'
import { subject } from '../core/subject.ts'
import { decideCameras } from './cameras.ts'
import { press } from './press.ts'

/** Cameras of rooms that who conducts moves from afar, where the room lets it (SPEC 24.1 to 24.3). */
export const cameras = subject({
  requests: cameraRequests,
  mayAsk: { 'camera:offer': 'self', 'camera:refuse': 'self', 'camera:take': 'office', 'camera:letGo': 'office' },
  decide: decideCameras,
  passing: { 'camera:move': press },
})
