/**
 * The keys of a room's remote control. `floor`, `mic`, `volume` and `help` have one key each: the red, green, yellow and
 * blue one, and a letter for who has a keyboard.
 */
export type RemoteKey =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'back'
  | 'floor'
  | 'mic'
  | 'volume'
  | 'louder'
  | 'quieter'
  | 'help'

// Names of keys: https://www.w3.org/TR/uievents-key/. Air mice and presenters send those of keyboards.
const keys: Readonly<Record<string, RemoteKey>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Escape: 'back',
  BrowserBack: 'back',
  GoBack: 'back',
  ColorF0Red: 'floor',
  ColorF1Green: 'mic',
  MicrophoneToggle: 'mic',
  ColorF2Yellow: 'volume',
  l: 'volume',
  AudioVolumeUp: 'louder',
  AudioVolumeDown: 'quieter',
  ColorF3Blue: 'help',
  F1: 'help',
  h: 'help',
  Help: 'help',
  Info: 'help',
}

/** @param key as a KeyboardEvent names it. @returns null for a key that is none of the remote control's */
export const remoteKey = (key: string): RemoteKey | null => keys[key] ?? keys[key.toLowerCase()] ?? null
