import { type Direction, nextPlace } from './nextPlace.ts'

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
/** What lies over the page has the focus until it is closed. */
const LAYER = '[role="dialog"], [role="menu"], [role="listbox"]'
/** Elements that have arrows of their own: in all directions, or along a line of text. */
const OWN_ARROWS = '[role="menu"], [role="listbox"], [role="tablist"], [role="radiogroup"], select, textarea'
const TEXT = 'input:not([type="checkbox"], [type="radio"])'

const isShown = (element: HTMLElement) =>
  element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
  element.closest('[inert], [aria-hidden="true"]') === null &&
  element.getBoundingClientRect().width > 1

const shown = (selector: string, within: ParentNode) =>
  [...within.querySelectorAll<HTMLElement>(selector)].filter(isShown)

/** What the arrows go through: the topmost dialog or menu, else the page. */
const layer = (): ParentNode => shown(LAYER, document).at(-1) ?? document

/** Says whether an arrow belongs to the element in focus. */
export function hasOwnArrows(target: EventTarget | null, direction: Direction): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(OWN_ARROWS)) return true
  return (direction === 'left' || direction === 'right') && target.matches(TEXT)
}

/** Moves the focus with an arrow; to the first element where nothing has it. @returns false where nothing lies there */
export function moveFocus(direction: Direction): boolean {
  const within = layer()
  const all = shown(FOCUSABLE, within)
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || !all.includes(focused)) return focusOn(first(all))
  const others = all.filter((element) => element !== focused)
  const next = nextPlace(
    focused.getBoundingClientRect(),
    others.map((element) => element.getBoundingClientRect()),
    direction,
  )
  return next !== null && focusOn(others[next])
}

/** Gives the focus to what a card asks, unless somebody types or has a dialog open: OK then answers at once. @param card its selector */
export function focusCard(card: string): void {
  if (document.activeElement?.matches(`${TEXT}, textarea, select`) || shown(LAYER, document).length > 0) return
  const all = shown(FOCUSABLE, document).filter((element) => element.closest(card) !== null)
  focusOn(first(all))
}

/** What a page is there for goes first, else the first that one reads. */
const first = (all: readonly HTMLElement[]) =>
  all.find((element) => element.closest('[data-remote-first]') !== null) ?? all[0]

function focusOn(element: HTMLElement | undefined): boolean {
  element?.focus()
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  return element !== undefined
}
