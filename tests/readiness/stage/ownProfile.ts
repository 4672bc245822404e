import type { RoomProfile } from '@diem-cau/signaling-contract/readiness'
import { OWN } from './camera.ts'

/** The profile of a room with the devices that are its own. */
export const ownProfile: RoomProfile = {
  cameraLabel: OWN.camera,
  microphoneLabel: OWN.microphone,
  hasSecondScreen: false,
  cancelsEcho: false,
  allowsStill: false,
}
