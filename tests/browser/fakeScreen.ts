import type { Rgb } from './fakeCamera.ts'

/** What Chromium's fake screen shows under `--use-fake-device-for-media-stream`: its own moving test picture on this green. */
export const FAKE_SCREEN: Rgb = [0, 135, 0]
