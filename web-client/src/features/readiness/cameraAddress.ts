import type { RoomCameraChange } from '@diem-cau/signaling-contract/readiness'

type Where = Pick<RoomCameraChange, 'host' | 'port' | 'path'>

/** The port of RTSP, where an address names none. */
const RTSP_PORT = 554

/** As people write it, and cameras' manuals do. */
export function cameraAddress({ host, port, path }: Where): string {
  return `rtsp://${host}${port === RTSP_PORT ? '' : `:${port}`}${path}`
}

/** @returns null when it is no address of a camera; one with a name and password in it is none: those have fields of their own */
export function readCameraAddress(text: string): Where | null {
  const [, host, port, path] =
    /^rtsp:\/\/(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?(\/\S*)?$/i.exec(text.trim()) ?? []
  return host === undefined ? null : { host, port: Number(port ?? RTSP_PORT), path: path ?? '/' }
}
