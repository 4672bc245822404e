const MARK = 'diem-cau:first-frame'

/** Marks when the first picture of another room was decoded since the last click on join. */
export function markFirstFrame(video: HTMLVideoElement): void {
  if (!('requestVideoFrameCallback' in video)) return
  video.requestVideoFrameCallback(() => {
    const clicked = performance.getEntriesByName('diem-cau:join-click').at(-1)
    const seen = performance.getEntriesByName(MARK).at(-1)
    if (clicked && (!seen || seen.startTime < clicked.startTime)) performance.mark(MARK)
  })
}
