/*
 * See clip.h. MAX_FRAME: what a batch of the outlet holds. IVF: a header of 32 octets, then 12 octets before each frame, its size in the first four; little endian.
 */
#include "clip.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_HEADER = 32, FRAME_HEADER = 12, PATTERN = 4, INTER_FRAME = 0x01, MAX_FILE = 4 << 20, MAX_FRAME = 32000 };

static struct loaded { struct loaded *next; char *path; const struct clip *clip; } *all;

static uint32_t little32(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static uint8_t *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    uint8_t *bytes = malloc(MAX_FILE);
    *size = bytes ? fread(bytes, 1, MAX_FILE, file) : 0;
    fclose(file);
    return bytes;
}

/* Counts the frames; with a clip also writes down where they are. 0 if they are not what they should be. */
static size_t find_frames(const uint8_t *bytes, size_t size, struct clip *clip)
{
    size_t count = 0, at = FILE_HEADER;
    for (; at + FRAME_HEADER < size; count++) {
        size_t length = little32(bytes + at);
        at += FRAME_HEADER;
        if (length == 0 || length > size - at || length > MAX_FRAME) return 0;
        bool key = !(bytes[at] & INTER_FRAME);
        if (key != (count == 0)) return 0;
        if (clip) {
            clip->frames[count].at = bytes + at;
            clip->frames[count].size = length;
        }
        at += length;
    }
    return count % PATTERN == 0 ? count : 0;
}

static const struct clip *parse(const uint8_t *bytes, size_t size)
{
    if (size < FILE_HEADER || memcmp(bytes, "DKIF", 4) != 0 || memcmp(bytes + 8, "VP80", 4) != 0) return NULL;
    size_t count = find_frames(bytes, size, NULL);
    struct clip *clip = count ? malloc(sizeof *clip + count * sizeof clip->frames[0]) : NULL;
    if (clip) clip->count = find_frames(bytes, size, clip);
    return clip;
}

const struct clip *clip_load(const char *path)
{
    for (struct loaded *one = all; one != NULL; one = one->next) if (strcmp(one->path, path) == 0) return one->clip;
    size_t size = 0;
    uint8_t *bytes = read_whole(path, &size);
    const struct clip *clip = bytes ? parse(bytes, size) : NULL;
    struct loaded *one = clip ? malloc(sizeof *one) : NULL;
    if (one == NULL) {
        free(bytes);
        return NULL;
    }
    *one = (struct loaded){.next = all, .path = strdup(path), .clip = clip};
    all = one;
    return clip;
}
