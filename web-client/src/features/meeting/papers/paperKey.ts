type PaperAction = 'next' | 'previous' | 'first' | 'last' | 'down' | 'up' | 'larger' | 'smaller' | 'whole'

const keys: Readonly<Record<string, PaperAction>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  // Presenters' remote controls send these.
  PageDown: 'down',
  PageUp: 'up',
  ArrowDown: 'down',
  ArrowUp: 'up',
  Home: 'first',
  End: 'last',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'whole',
}

/** Names the effect of a key on the paper; null when it has none. */
export function paperKey(key: string): PaperAction | null {
  return keys[key] ?? null
}
