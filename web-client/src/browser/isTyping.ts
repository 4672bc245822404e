const FIELD = 'input, textarea, select, [contenteditable="true"], [role="menu"]'
const DIALOG = '[role="dialog"]'

/** Says whether a key belongs to what is in focus, or to the dialog over it, and not to the meeting. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  // The element that had the focus in a dialog may just have gone.
  return (
    target.closest(`${FIELD}, ${DIALOG}`) !== null ||
    (target === document.body && document.querySelector(DIALOG) !== null)
  )
}

/** Says whether a key was pressed in the panel that covers a small screen like a dialog, and in none of its fields. */
export function isInCoveringPanel(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELD) === null && target.closest(DIALOG)?.id === 'side-panel'
}
