/** Runs in the page: buttons and states of the meeting that stick out of it, lie on each other, or do not show all of their words. */
export function whatDoesNotFit(): string[] {
  const found: string[] = []
  const page = { left: -1, top: -1, right: innerWidth + 1, bottom: innerHeight + 1 }
  const nameOf = (element: HTMLElement) =>
    element.dataset['testid'] ?? element.getAttribute('aria-label') ?? element.textContent
  // A panel that covers the page is all that can be pressed.
  const top = document.querySelector('#side-panel[role="dialog"]') ?? document.querySelector('[data-testid="meeting"]')
  const shown = [...(top?.querySelectorAll<HTMLElement>('button, [data-testid="mic-state"]') ?? [])].filter(
    (element) => {
      // A part that scrolls is reached by scrolling; a menu on a picture shows when it is pointed at.
      const inside = element.closest('#side-panel, [data-testid="strip"], [data-testid="tile"], [data-testid="bands"]')
      return (
        (!inside || element.role === 'tab') &&
        element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      )
    },
  )
  const boxes = shown
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0)
  for (const { element, box } of boxes) {
    if (box.left < page.left || box.top < page.top || box.right > page.right || box.bottom > page.bottom)
      found.push(`out of the page: ${nameOf(element)}`)
    for (const text of element.querySelectorAll<HTMLElement>('span, strong, small')) {
      const { overflow, clipPath } = getComputedStyle(text)
      // Words for who listens only are one pixel large.
      if (
        clipPath === 'none' &&
        overflow !== 'visible' &&
        text.textContent !== '' &&
        text.clientWidth > 1 &&
        text.scrollWidth > text.clientWidth + 1
      )
        found.push(`cut: ${nameOf(element)}: ${text.textContent}`)
    }
    for (const other of boxes) {
      if (other.element === element || element.contains(other.element) || other.element.contains(element)) continue
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      if (across > 1 && down > 1) found.push(`on each other: ${nameOf(element)}, ${nameOf(other.element)}`)
    }
  }
  return found
}
