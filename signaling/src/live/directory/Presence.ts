/** Who is there of one kind (signaling processes, media nodes), each with what it says of itself. */
export type Presence<Entry> = {
  /**
   * Is there from now on, until it is told otherwise or this process is gone.
   * @throws DirectoryUnavailable if it is not there yet: it will be as soon as the directory can be reached
   */
  announce(id: string, entry: Entry): Promise<Announcement<Entry>>
  /** All that are there now, by id. @throws DirectoryUnavailable */
  list(): Promise<ReadonlyMap<string, Entry>>
}

export type Announcement<Entry> = {
  /** Others see it within a second. */
  update(entry: Entry): void
  /** Never fails. */
  leave(): Promise<void>
}

/** Who has said nothing for so long is not there any more, milliseconds. */
export const PRESENCE_MS = 3000
