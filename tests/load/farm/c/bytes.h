/* Numbers in network byte order, as every format here wants them. */
#ifndef FARM_BYTES_H
#define FARM_BYTES_H

#include <stdint.h>

static inline void put16(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static inline void put24(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 16);
    put16(at + 1, value);
}

static inline void put32(uint8_t *at, uint32_t value)
{
    put16(at, value >> 16);
    put16(at + 2, value);
}

static inline uint16_t get16(const uint8_t *at)
{
    return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t get32(const uint8_t *at)
{
    return (uint32_t)get16(at) << 16 | get16(at + 2);
}

/* Zeros up to the next multiple of four; returns the new end. */
static inline uint8_t *pad4(const uint8_t *start, uint8_t *end)
{
    while ((end - start) % 4 != 0) *end++ = 0;
    return end;
}

#endif
