/** Whole numbers as bytes, small ones in few: seven bits each, the lowest first. */
export class ByteWriter {
  #bytes = new Uint8Array(1024)
  #length = 0

  /** @param value a whole number from 0 to 2^53 */
  unsigned(value: number): void {
    let rest = value
    while (rest > 127) {
      this.#byte((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.#byte(rest)
  }

  /** Any whole number: 0, -1, 1, -2, 2 become 0, 1, 2, 3, 4. */
  signed(value: number): void {
    this.unsigned(zigzag(value))
  }

  /** A whole number or nothing: null takes the least room. */
  optional(value: number | null): void {
    this.unsigned(value === null ? 0 : zigzag(value) + 1)
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.#length] = value
    this.#length += 1
  }
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
