const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="menu"]'
/** Dialogs, but for the panel that covers a small screen: the meeting goes on beside it. */
const DIALOG = '[role="dialog"]:not(#side-panel)'

/** Whether a key belongs to what is in focus, or to the dialog over it, and not to the meeting. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  // What had the focus in a dialog may just have gone.
  return target.closest(`${FIELDS}, ${DIALOG}`) !== null || (target === document.body && document.querySelector(DIALOG) !== null)
}
