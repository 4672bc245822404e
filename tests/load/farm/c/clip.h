/* Frames that a real encoder made, from an IVF file: what a decoder at the far end can show. */
#ifndef FARM_CLIP_H
#define FARM_CLIP_H

#include <stddef.h>
#include <stdint.h>

struct clip {
    size_t count;
    struct { const uint8_t *at; size_t size; } frames[];
};

/*
 * The file's frames, kept for as long as the process lives, so that all who send them share them. NULL if it is not IVF, or not a
 * key frame followed by whole patterns of temporal layers (vp8.h). Its first frame is a key frame, the only one.
 */
const struct clip *clip_load(const char *path);

#endif
