/** The bench reads this in a page; it is the same for both pages. */
interface FirstFrameProbe {
  clickedAt: number | null
  firstFrameAt: number | null
}

declare global {
  interface Window {
    firstFrameProbe: FirstFrameProbe
  }
}

/**
 * Init script: the time of the click on `selector`, and of the first frame that any video then shows for everyone to see. A
 * picture that a player had before it could be seen counts when the page is painted with it, not when its next frame comes.
 */
export function watchFirstFrame(selector: string): void {
  const probe: FirstFrameProbe = { clickedAt: null, firstFrameAt: null }
  window.firstFrameProbe = probe
  const watch = (video: HTMLVideoElement) => {
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) requestAnimationFrame(() => shows(video))
    else video.requestVideoFrameCallback(() => shows(video))
  }
  const shows = (video: HTMLVideoElement) => {
    if (probe.firstFrameAt !== null || !video.isConnected) return
    if (probe.clickedAt !== null && video.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      probe.firstFrameAt = performance.now()
    else requestAnimationFrame(() => shows(video))
  }
  addEventListener(
    'click',
    (event) => {
      if (event.target instanceof Element && event.target.closest(selector)) probe.clickedAt ??= performance.now()
    },
    { capture: true },
  )
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue
        const videos = node instanceof HTMLVideoElement ? [node] : [...node.querySelectorAll('video')]
        videos.forEach(watch)
      }
    }
  }).observe(document, { childList: true, subtree: true })
}
