/** Runs in the page: texts that are drawn smaller than `least` pixels of the screen. Hidden ones, and those for who listens, do not count. */
export function smallLetters(least: number): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!element || text === '' || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue
    const box = element.getBoundingClientRect()
    if (box.width <= 1 || box.height <= 1 || element.closest('script, style, noscript')) continue
    const px = Number.parseFloat(getComputedStyle(element).fontSize) * devicePixelRatio
    if (px < least - 0.1) found.push(`${Math.round(px)} px: ${text.slice(0, 60)}`)
  }
  return found
}
