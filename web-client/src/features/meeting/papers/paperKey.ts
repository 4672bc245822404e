type PaperAction = 'next' | 'previous' | 'first' | 'last' | 'down' | 'up' | 'larger' | 'smaller' | 'whole'

const keys: Readonly<Record<string, PaperAction>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  // What presenters' remote controls send.
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

/** What a key does to the paper; null = nothing. */
export function paperKey(key: string): PaperAction | null {
  return keys[key] ?? null
}
