interface Facts {
  /** The choice on this device; null: as is usual. */
  readonly wish: boolean | null
  /** True for a room, or for an account that a whole unit shares. */
  readonly isRoom: boolean
  /** The direction of the camera. Phones and tablets tell it; cameras of PCs do not. */
  readonly facing: string | undefined
}

/**
 * Mirrors faces, which are used to it. A room would read its own banner backwards, and so would a person who films with
 * the back of a phone.
 */
export function isMirrored({ wish, isRoom, facing }: Facts): boolean {
  return wish ?? (!isRoom && facing !== 'environment')
}
