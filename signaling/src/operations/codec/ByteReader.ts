/** Bytes are not what was written. */
class BrokenBytes extends Error {
  constructor() {
    super('these bytes end in the middle of a number')
    this.name = 'BrokenBytes'
  }
}

/** Reads what ByteWriter wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** @throws BrokenBytes */
  unsigned(): number {
    let value = 0
    let weight = 1
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined || weight > 2 ** 49) throw new BrokenBytes()
      this.#at += 1
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
  }

  /** @throws BrokenBytes */
  signed(): number {
    return unzigzag(this.unsigned())
  }

  /** @throws BrokenBytes */
  optional(): number | null {
    const value = this.unsigned()
    return value === 0 ? null : unzigzag(value - 1)
  }
}

const unzigzag = (value: number): number => (value % 2 === 1 ? -(value + 1) / 2 : value / 2)
