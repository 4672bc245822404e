interface Size {
  readonly width: number
  readonly height: number
}

/** The shape that cameras of rooms send, assumed until the picture's own size is known. */
const USUAL = 16 / 9

/** Measures the picture that plays; null before its first frame. */
export function pictureSize({ videoWidth: width, videoHeight: height }: HTMLVideoElement): Size | null {
  return width > 0 && height > 0 ? { width, height } : null
}

/** The share of a picture that must stay visible when it fills its place; 4:3 in 16:9 leaves three quarters. */
const MIN_SHARE = 0.7

/**
 * Says whether a picture is cut to its place (`cover`) or shown whole, with bars (`contain`). A phone held upright
 * would lose two thirds of its picture in a wide place.
 */
export function pictureFit(picture: Size | null, place: Size, isWhole: boolean): 'cover' | 'contain' {
  if (isWhole) return 'contain'
  if (!picture || picture.height === 0 || place.height === 0) return 'cover'
  const [small, large] = [picture.width / picture.height, place.width / place.height].toSorted((a, b) => a - b)
  return (small ?? 1) / (large ?? 1) < MIN_SHARE ? 'contain' : 'cover'
}

/**
 * Measures how high a picture is drawn in its place, in the place's pixels: this decides which layer is wanted, not the
 * height of the place.
 */
export function drawnHeight(picture: Size | null, place: Size, isWhole: boolean): number {
  // Layers of one picture differ by a pixel's rounding, which is no reason to ask again.
  const ratio = picture && picture.height > 0 ? Math.round((picture.width / picture.height) * 50) / 50 : USUAL
  const acrossPlace = place.width / ratio
  return pictureFit(picture, place, isWhole) === 'contain'
    ? Math.min(place.height, acrossPlace)
    : Math.max(place.height, acrossPlace)
}
