import type { NetworkCameraFault } from '@diem-cau/sfu-contract'

/** Why nothing can be had of a camera. The message is for logs and has no password in it. */
export class CameraRefusal extends Error {
  readonly fault: NetworkCameraFault

  constructor(fault: NetworkCameraFault, message: string) {
    super(message)
    this.name = 'CameraRefusal'
    this.fault = fault
  }
}
