/** @returns Chromium's flags for a camera (y4m) and a microphone (WAV) that play files, and are allowed without a question */
export const fileDevices = (camera: string, microphone: string): string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${camera}`,
  `--use-file-for-fake-audio-capture=${microphone}`,
]
