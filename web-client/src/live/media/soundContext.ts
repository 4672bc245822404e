let shared: { readonly context: AudioContext; users: number } | null = null

/** The page's one AudioContext, as long as somebody needs it: each of them has a thread that never rests. */
export interface BorrowedSound {
  readonly context: AudioContext
  giveBack(): void
}

/** Borrows it. It sleeps until the first click on the page, which wakes it. */
export function borrowSound(): BorrowedSound {
  // Nothing is played by it, so it may take its time.
  shared ??= { context: new AudioContext({ latencyHint: 'playback' }), users: 0 }
  const mine = shared
  mine.users++
  void mine.context.resume().catch(() => undefined)
  let isBorrowed = true
  return {
    context: mine.context,
    giveBack: () => {
      if (isBorrowed) mine.users--
      isBorrowed = false
      if (mine.users > 0 || shared !== mine) return
      shared = null
      void mine.context.close().catch(() => undefined)
    },
  }
}
