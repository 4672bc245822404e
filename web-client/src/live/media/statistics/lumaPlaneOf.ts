import type { LumaPlane } from './pictureOf.ts'

/** In these brightness is a plane of its own, the first. */
const PLANAR: readonly unknown[] = ['I420', 'I420A', 'I422', 'I444', 'NV12'] satisfies VideoPixelFormat[]

/**
 * The brightness of the picture that a video shows now, as the camera gave it. Drawn on a canvas the whole of it would be converted first,
 * on the page's own thread: 35 ms for 960x540 on a slow PC.
 * @param spare is written into if it is large enough
 * @returns null where the browser has no such thing
 */
export async function lumaPlaneOf(video: HTMLVideoElement, spare: Uint8Array | null): Promise<LumaPlane | null> {
  if (typeof VideoFrame !== 'function') return null
  let frame: VideoFrame | null = null
  try {
    frame = new VideoFrame(video)
    if (!PLANAR.includes(frame.format)) return null
    const size = frame.allocationSize()
    const bytes = spare && spare.length >= size ? spare : new Uint8Array(size)
    const [luma] = await frame.copyTo(bytes)
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight }
    if (!luma) return null
    return {
      bytes: bytes.subarray(luma.offset),
      stride: luma.stride,
      width,
      height,
      isFull: frame.colorSpace.fullRange === true,
    }
  } catch {
    return null
  } finally {
    frame?.close()
  }
}
