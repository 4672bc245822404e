/** A window that is dressed is shown, styles or not, after this time in milliseconds. */
const STYLES_MS = 3_000
/** What the page says of itself to others is not true of the second window. */
const OWN = /^data-room-/

/**
 * Gives an empty window the styles and marks (language, theme, large letters) of this page, and keeps them the same.
 * `ready` resolves when the styles are there.
 */
export function dressAs(page: Document, other: Document): { readonly ready: Promise<void>; readonly stop: () => void } {
  const copies = new Map<Node, HTMLElement>()
  const waits: Promise<void>[] = []
  const add = (node: Node) => {
    const isLink = node instanceof HTMLLinkElement && node.rel === 'stylesheet'
    if (!isLink && !(node instanceof HTMLStyleElement)) return
    const copy = other.importNode(node, true)
    if (isLink) {
      // The address of an empty window is none to begin from.
      copy.setAttribute('href', node.href)
      waits.push(loaded(copy))
    }
    copies.set(node, copy)
    other.head.append(copy)
  }
  const mark = () => {
    for (const { name, value } of page.documentElement.attributes)
      if (!OWN.test(name)) other.documentElement.setAttribute(name, value)
    for (const name of other.documentElement.getAttributeNames())
      if (!page.documentElement.hasAttribute(name)) other.documentElement.removeAttribute(name)
  }
  // Those of a theme stand in the body, and stay.
  page.querySelectorAll('style, link').forEach(add)
  mark()
  const styles = new MutationObserver((changes) => {
    for (const { addedNodes, removedNodes } of changes) {
      addedNodes.forEach(add)
      for (const node of removedNodes) {
        copies.get(node)?.remove()
        copies.delete(node)
      }
    }
  })
  styles.observe(page.head, { childList: true })
  const marks = new MutationObserver(mark)
  marks.observe(page.documentElement, { attributes: true })
  return {
    ready: Promise.race([Promise.all(waits).then(() => undefined), after(STYLES_MS)]),
    stop: () => {
      styles.disconnect()
      marks.disconnect()
    },
  }
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const loaded = (link: HTMLElement) =>
  new Promise<void>((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', () => resolve(), { once: true })
  })
