/** Who is there of one kind (signaling processes, media nodes), each with what it says of itself. */
export type Presence<Entry> = {
  /**
   * Is there from now on, or from when the directory can be reached, until it is told otherwise or this process is gone. Never fails.
   */
  announce(id: string, entry: Entry): Promise<Announcement<Entry>>
  /** All that are there now, by id. @throws DirectoryUnavailable */
  list(): Promise<ReadonlyMap<string, Entry>>
}

export type Announcement<Entry> = {
  /** Others can see it after a tenth of a second. */
  update(entry: Entry): void
  /** Never fails. */
  leave(): Promise<void>
}

/** Who has said nothing for so long is not there any more, milliseconds. */
export const PRESENCE_MS = 3000
