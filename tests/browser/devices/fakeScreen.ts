import type { Rgb } from './fakeCamera.ts'

/** Chromium's fake screen under `--use-fake-device-for-media-stream` shows its own moving test picture on this green. */
export const FAKE_SCREEN: Rgb = [0, 135, 0]
