export interface FlagOptions {
  readonly profile: string
  /** Device pixels for each pixel of the page: 2 on a TV of 1080 lines, so that letters are read from four metres. */
  readonly scale: number
}

/** Flags with which Chromium is a room's screen and nothing else (https://peter.sh/experiments/chromium-command-line-switches/). */
export const browserFlags = ({ profile, scale }: FlagOptions): string[] => [
  `--user-data-dir=${profile}`,
  '--kiosk',
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  // After a power cut nobody is asked whether pages shall be restored.
  '--hide-crash-restore-bubble',
  '--disable-session-crashed-bubble',
  // The key ring of a desktop would ask for a password.
  '--password-store=basic',
  '--autoplay-policy=no-user-gesture-required',
  '--overscroll-history-navigation=0',
  '--disable-pinch',
  '--disable-features=Translate,MediaRouter',
  `--force-device-scale-factor=${scale}`,
  // No letter is smaller than 16 pixels of the page: 32 of a TV of 1080 lines.
  '--blink-settings=minimumFontSize=16',
]
