/** Knows who is there of one kind (signaling processes, media nodes), each with its own description. */
export type Presence<Entry> = {
  /**
   * Announces it from now on, or from when the directory can be reached, until it is told otherwise or this process is gone. Never fails.
   */
  announce(id: string, entry: Entry): Promise<Announcement<Entry>>
  /** All that are there now, by id. @throws DirectoryUnavailable */
  list(): Promise<ReadonlyMap<string, Entry>>
}

export type Announcement<Entry> = {
  /** Others can see it after a tenth of a second. */
  update(entry: Entry): void
  /** Ends the presence; it never fails. */
  leave(): Promise<void>
}
