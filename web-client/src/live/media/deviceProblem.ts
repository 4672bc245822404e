/**
 * The reason why a camera or microphone is not there, in the words that decide what a person can do about it. `denied`:
 * the browser (or Windows, macOS) refuses. `dismissed`: the question was closed unanswered. `vanished`: it was
 * unplugged while in use, and comes back by itself when plugged in again.
 */
export type DeviceProblem = 'denied' | 'dismissed' | 'inUse' | 'notFound' | 'vanished' | 'insecure' | 'failed'

/** Explains getUserMedia's error. `permission`: the answer of the Permissions API, if there is one. */
export function deviceProblem(error: unknown, permission: PermissionState | null): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return permission === 'prompt' ? 'dismissed' : 'denied'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'notFound'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'inUse'
    case 'SecurityError':
      return 'insecure'
    default:
      return 'failed'
  }
}

/** Reads the permission; null where the browser's list has no `camera` or `microphone`. */
export async function devicePermission(kind: 'mic' | 'camera'): Promise<PermissionState | null> {
  const name = kind === 'mic' ? 'microphone' : 'camera'
  try {
    return (await navigator.permissions.query({ name })).state
  } catch {
    return null
  }
}
