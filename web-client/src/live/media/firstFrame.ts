const MARK = 'diem-cau:first-frame'

/**
 * Marks how long after the last click on join the first picture of another room was to be seen. Called when its player
 * is put in its place.
 */
export function markFirstFrame(video: HTMLVideoElement): void {
  const mark = () => {
    const clicked = performance.getEntriesByName('diem-cau:join-click').at(-1)
    const seen = performance.getEntriesByName(MARK).at(-1)
    if (clicked && (!seen || seen.startTime < clicked.startTime)) performance.mark(MARK)
  }
  // A player that ran before there was a place for it already has a picture, which is painted next.
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) requestAnimationFrame(mark)
  else if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(mark)
}
