interface Facts {
  /** Chosen on this device; null = as is usual. */
  readonly wish: boolean | null
  /** A room, or an account that a whole unit shares. */
  readonly isRoom: boolean
  /** Phones and tablets say it; cameras of PCs do not. */
  readonly facing: string | undefined
}

/** A face is used to its mirror; a room would read its own banner backwards, and so would whoever films with the back of a phone. */
export function isMirrored({ wish, isRoom, facing }: Facts): boolean {
  return wish ?? (!isRoom && facing !== 'environment')
}
