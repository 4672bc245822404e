/* Commands are JSON objects one level deep: strings, whole numbers, true, false. Nothing else is needed. */
#ifndef FARM_JSON_H
#define FARM_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_MAX_FIELDS 32

struct json {
    size_t count;
    struct { char *key; char *value; bool is_text; } fields[JSON_MAX_FIELDS];
    const char *missing; /* the first field that was needed and not there */
};

/* Parses `line` in place; the object points into it. False if it is not such an object. */
bool json_parse(struct json *object, char *line);

/* A field that must be there; "" and 0 otherwise, and `missing` names it. */
const char *json_text(struct json *object, const char *key);
int64_t json_number(struct json *object, const char *key);

int64_t json_number_or(const struct json *object, const char *key, int64_t fallback);
const char *json_text_or(const struct json *object, const char *key, const char *fallback);
bool json_flag_or(const struct json *object, const char *key, bool fallback);

/* One line to stdout, printf-like. Text that came from elsewhere goes through json_safe first. */
__attribute__((format(printf, 1, 2))) void json_emit(const char *format, ...);

/* `text` without what would end a JSON string; valid until the next call. */
const char *json_safe(const char *text);

#endif
