import { subject } from '../core/subject.ts'
import { CameraEvents } from './events.ts'
import { camerasReact, followCameras, reduceCameras } from './reduce.ts'
import { cameraRequests } from './requests.ts'
import { camerasSlice, initialCameras } from './state.ts'

/** Cameras of rooms that who conducts moves from afar, where the room lets it (SPEC 24.1 to 24.3). */
export const cameras = subject({
  slice: camerasSlice,
  initial: initialCameras,
  events: CameraEvents,
  requests: cameraRequests,
  reduce: reduceCameras,
  reacts: camerasReact,
  follow: followCameras,
})
