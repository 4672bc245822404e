/* See json.h. */
#include "json.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *skip_space(char *at)
{
    while (isspace((unsigned char)*at)) at++;
    return at;
}

/* Ends the string at `*at` (on its opening quote), undoes its escapes, moves on. NULL if it is not one. */
static char *take_string(char **at)
{
    if (**at != '"') return NULL;
    char *from = *at + 1, *start = from, *to = from;
    while (*from != '"') {
        if (*from == '\0') return NULL;
        if (*from == '\\') {
            from++;
            /* Credentials and names are ASCII: of the escapes only those of a character itself can occur. */
            if (*from != '"' && *from != '\\' && *from != '/') return NULL;
        }
        *to++ = *from++;
    }
    *at = from + 1;
    *to = '\0';
    return start;
}

/* A number or a word; its end is only marked once the delimiter has been looked at. */
static char *take_word(char **at)
{
    char *start = *at;
    while (isalnum((unsigned char)**at) || **at == '-') (*at)++;
    return *at > start ? start : NULL;
}

bool json_parse(struct json *object, char *line)
{
    *object = (struct json){0};
    char *at = skip_space(line);
    if (*at != '{') return false;
    at = skip_space(at + 1);
    while (*at != '}') {
        if (object->count == JSON_MAX_FIELDS) return false;
        char *key = take_string(&at);
        at = skip_space(at);
        if (key == NULL || *at != ':') return false;
        at = skip_space(at + 1);
        bool is_text = *at == '"';
        char *value = is_text ? take_string(&at) : take_word(&at);
        if (value == NULL) return false;
        char *end = at;
        at = skip_space(at);
        char delimiter = *at;
        if (delimiter != ',' && delimiter != '}') return false;
        *end = '\0';
        object->fields[object->count].key = key;
        object->fields[object->count].value = value;
        object->fields[object->count++].is_text = is_text;
        if (delimiter == '}') return true;
        at = skip_space(at + 1);
    }
    return true;
}

static const char *find(const struct json *object, const char *key, bool is_text)
{
    for (size_t i = 0; i < object->count; i++) {
        if (object->fields[i].is_text == is_text && strcmp(object->fields[i].key, key) == 0) return object->fields[i].value;
    }
    return NULL;
}

static const char *find_needed(struct json *object, const char *key, bool is_text)
{
    const char *value = find(object, key, is_text);
    if (value == NULL && object->missing == NULL) object->missing = key;
    return value;
}

const char *json_text(struct json *object, const char *key)
{
    const char *value = find_needed(object, key, true);
    return value ? value : "";
}

int64_t json_number(struct json *object, const char *key)
{
    const char *value = find_needed(object, key, false);
    return value ? strtoll(value, NULL, 10) : 0;
}

const char *json_text_or(const struct json *object, const char *key, const char *fallback)
{
    const char *value = find(object, key, true);
    return value ? value : fallback;
}

int64_t json_number_or(const struct json *object, const char *key, int64_t fallback)
{
    const char *value = find(object, key, false);
    return value ? strtoll(value, NULL, 10) : fallback;
}

bool json_flag_or(const struct json *object, const char *key, bool fallback)
{
    const char *value = find(object, key, false);
    return value ? strcmp(value, "true") == 0 : fallback;
}

void json_emit(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    putchar('\n');
}

const char *json_safe(const char *text)
{
    static char safe[256];
    size_t i = 0;
    for (; text[i] != '\0' && i < sizeof safe - 1; i++) {
        unsigned char c = (unsigned char)text[i];
        safe[i] = c < ' ' || c > '~' || c == '"' || c == '\\' ? '?' : (char)c;
    }
    safe[i] = '\0';
    return safe;
}
