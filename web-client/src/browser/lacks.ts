/** What a meeting uses where the browser has it, and can be held without. */
export type Lack =
  /** It does not tell which screens there are: a second one is not used by itself (SPEC 23.1). */
  | 'screens'
  /** No WebHID: the mute key of a speakerphone is not the page's (SPEC 19.7). */
  | 'speakerKey'
  /** A camera's motor and zoom are out of the page's reach (SPEC 23.12). */
  | 'cameraMoves'
  /** A screen is shared without its sound. */
  | 'shareSound'
  /** Sound comes out of the system's own loudspeaker, whichever was chosen. */
  | 'speakerChoice'

interface Browser {
  readonly window: object
  readonly navigator: {
    readonly mediaDevices?: Pick<MediaDevices, 'getSupportedConstraints'> &
      Partial<Pick<MediaDevices, 'getDisplayMedia'>>
  }
  /** `HTMLMediaElement.prototype`. */
  readonly player: object
}

/** Finds what a browser lacks by what it has, never by its name: the next version may have it. */
export function lacksOf({ window, navigator, player }: Browser): readonly Lack[] {
  const { mediaDevices } = navigator
  const constraints: object = mediaDevices?.getSupportedConstraints() ?? {}
  const lacks: Readonly<Record<Lack, boolean>> = {
    screens: !('getScreenDetails' in window),
    speakerKey: !('hid' in navigator),
    cameraMoves: mediaDevices !== undefined && !('pan' in constraints),
    // No browser says it. Those that can capture sound can be told not to play it here meanwhile.
    shareSound: mediaDevices?.getDisplayMedia !== undefined && !('suppressLocalAudioPlayback' in constraints),
    speakerChoice: !('setSinkId' in player),
  }
  return (Object.keys(lacks) as Lack[]).filter((lack) => lacks[lack])
}

export const ownLacks = (): readonly Lack[] => lacksOf({ window, navigator, player: HTMLMediaElement.prototype })
