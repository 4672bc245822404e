/* The commands of farm.h. Each returns NULL when it went well, else what was wrong. */
#include "farm.h"

#include "clock.h"
#include "delay.h"
#include "gap.h"
#include "json.h"
#include "stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

typedef const char *(*command)(struct farm *farm, struct json *line);

static struct transport *find(const struct farm *farm, int64_t id)
{
    for (size_t i = 0; i < farm->count; i++) if (farm->transports[i]->id == id) return farm->transports[i];
    return NULL;
}

static struct transport *named(const struct farm *farm, struct json *line)
{
    return find(farm, json_number(line, "transport"));
}

static const char NO_TRANSPORT[] = "no such transport";
static const char NO_TRACK[] = "no such track";
static const char TOO_MANY[] = "the farm is full";
static const char TOO_LONG[] = "a text is too long";

static const char *do_connect(struct farm *farm, struct json *line)
{
    int64_t id = json_number(line, "transport");
    const char *ip = json_text(line, "ip"), *fingerprint = json_text(line, "fingerprint");
    const char *ufrag = json_text(line, "ufrag"), *password = json_text(line, "password");
    uint16_t port = (uint16_t)json_number(line, "port");
    if (line->missing) return NULL;
    if (find(farm, id)) return "this transport is already there";
    if (farm->count == FARM_MAX_TRANSPORTS) return TOO_MANY;
    if (strlen(fingerprint) >= FINGERPRINT_SIZE) return TOO_LONG;
    const char *why = NULL;
    struct transport *transport = transport_open(id, ip, port, &farm->identity, &why);
    if (transport == NULL) return why;
    strcpy(transport->dtls.expected_fingerprint, fingerprint);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = transport};
    if (!ice_start(&transport->ice, ufrag, password, now_ns()) || epoll_ctl(farm->poll, EPOLL_CTL_ADD, transport->outlet.socket, &event) != 0) {
        transport_close(transport);
        return "the transport cannot begin";
    }
    farm->transports[farm->count++] = transport;
    return NULL;
}

static const char *do_restart_ice(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    const char *ufrag = json_text(line, "ufrag"), *password = json_text(line, "password");
    if (transport == NULL || line->missing) return NO_TRANSPORT;
    return ice_start(&transport->ice, ufrag, password, now_ns()) ? NULL : TOO_LONG;
}

static const char *do_close(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    if (transport == NULL) return NO_TRANSPORT;
    farm->sent_before += transport->outlet.packets;
    farm->received_before += transport->received;
    size_t place = 0;
    while (farm->transports[place] != transport) place++;
    farm->transports[place] = farm->transports[--farm->count];
    transport_close(transport);
    return NULL;
}

static const char *do_send(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    uint32_t ssrc = (uint32_t)json_number(line, "ssrc");
    const char *mid = json_text(line, "mid"), *rid = json_text_or(line, "rid", ""), *path = json_text_or(line, "clip", "");
    int64_t interval = json_number(line, "intervalUs") * 1000, bytes = json_number(line, "bytesPerFrame");
    int64_t payload_type = json_number(line, "payloadType");
    if (transport == NULL || line->missing) return NO_TRANSPORT;
    if (transport_track(transport, ssrc)) return "this SSRC is already sent";
    if (strlen(mid) >= RTP_MAX_NAME || strlen(rid) >= RTP_MAX_NAME) return TOO_LONG;
    if (interval <= 0 || bytes <= 0) return "intervalUs and bytesPerFrame are more than 0";
    const struct clip *clip = *path ? clip_load(path) : NULL;
    if (*path && clip == NULL) return "this is no clip";
    struct track *track = calloc(1, sizeof *track);
    if (track == NULL) return "out of memory";
    track->kind = json_flag_or(line, "video", false) ? MEDIA_VIDEO : MEDIA_AUDIO;
    track->ssrc = ssrc;
    track->payload_type = (uint8_t)payload_type;
    strcpy(track->mid, mid);
    strcpy(track->rid, rid);
    track->extensions = (struct rtp_extension_ids){
        .mid = (uint8_t)json_number_or(line, "midId", 0), .rid = (uint8_t)json_number_or(line, "ridId", 0),
        .abs_send_time = (uint8_t)json_number_or(line, "absSendTimeId", 0), .transport_cc = (uint8_t)json_number_or(line, "transportCcId", 0),
        .audio_level = (uint8_t)json_number_or(line, "audioLevelId", 0),
    };
    if ((track->extensions.mid && !*mid) || (track->extensions.rid && !*rid)) {
        free(track);
        return "an extension for a name needs the name";
    }
    track->audio_level = (uint8_t)json_number_or(line, "audioLevel", 30);
    track->bytes_per_frame = (size_t)bytes;
    track->clip = clip;
    track->interval = interval;
    track->frame.width = (uint16_t)json_number_or(line, "width", 640);
    track->frame.height = (uint16_t)json_number_or(line, "height", 360);
    track->on = json_flag_or(line, "on", true);
    track_start(track, now_ns());
    track->next = transport->tracks;
    transport->tracks = track;
    return NULL;
}

static const char *do_switch(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    struct track *track = transport ? transport_track(transport, (uint32_t)json_number(line, "ssrc")) : NULL;
    if (track == NULL) return NO_TRACK;
    track_switch(track, json_flag_or(line, "on", true), now_ns());
    return NULL;
}

static const char *do_stop(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    struct track *track = transport ? transport_track(transport, (uint32_t)json_number(line, "ssrc")) : NULL;
    if (track == NULL) return NO_TRACK;
    struct track **link = &transport->tracks;
    while (*link != track) link = &(*link)->next;
    *link = track->next;
    free(track);
    return NULL;
}

static const char *do_receive(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    uint32_t ssrc = (uint32_t)json_number(line, "ssrc");
    int64_t clock_rate = json_number(line, "clockRate");
    if (transport == NULL || line->missing) return NO_TRANSPORT;
    struct receiver *receiver = receivers_get(&transport->receivers, ssrc);
    if (receiver == NULL) return TOO_MANY;
    receiver->clock_rate = (uint32_t)clock_rate;
    receiver->video = json_flag_or(line, "video", false);
    receiver->inspect = json_flag_or(line, "inspect", true);
    receiver->listener = (uint32_t)json_number_or(line, "listener", 0);
    uint8_t transport_cc_id = (uint8_t)json_number_or(line, "transportCcId", 0);
    if (transport_cc_id) transport->transport_cc_id = transport_cc_id;
    return NULL;
}

static const char *do_await(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    uint32_t ssrc = (uint32_t)json_number(line, "ssrc");
    int64_t packets = json_number(line, "packets");
    if (transport == NULL || line->missing) return NO_TRANSPORT;
    struct receiver *receiver = receivers_get(&transport->receivers, ssrc);
    if (receiver == NULL) return TOO_MANY;
    receiver->awaited = receiver->packets + (uint64_t)packets;
    return NULL;
}

static const char *do_ask_key_frame(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    uint32_t ssrc = (uint32_t)json_number(line, "ssrc");
    if (transport == NULL || line->missing) return NO_TRANSPORT;
    uint8_t packet[RTCP_MAX_PACKET];
    outlet_send_rtcp(&transport->outlet, packet, rtcp_write_key_frame_request(packet, transport->own_ssrc, ssrc));
    return NULL;
}

static const char *do_stats(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    if (transport == NULL) return NO_TRANSPORT;
    stats_emit_transport(json_number(line, "id"), transport);
    return NULL;
}

static const char *do_usage(struct farm *farm, struct json *line)
{
    stats_emit_usage(json_number(line, "id"), farm);
    return NULL;
}

static const char *do_delays(struct farm *farm, struct json *line)
{
    (void)farm;
    delay_emit(json_number(line, "id"));
    return NULL;
}

static const char *do_gaps(struct farm *farm, struct json *line)
{
    (void)farm;
    gap_emit(json_number(line, "id"), now_ns());
    return NULL;
}

static const char *do_begin_gaps(struct farm *farm, struct json *line)
{
    (void)farm;
    (void)line;
    gap_begin(now_ns());
    return NULL;
}

static const char *do_cut(struct farm *farm, struct json *line)
{
    struct transport *transport = named(farm, line);
    if (transport == NULL) return NO_TRANSPORT;
    return transport_cut(transport, json_flag_or(line, "on", true)) ? NULL : "the socket cannot be led elsewhere";
}

static const struct { const char *name; command run; bool answers; } commands[] = {
    {"connect", do_connect, false}, {"restartIce", do_restart_ice, false}, {"close", do_close, false},
    {"send", do_send, false}, {"switch", do_switch, false}, {"stop", do_stop, false},
    {"receive", do_receive, false}, {"await", do_await, false}, {"askKeyFrame", do_ask_key_frame, false},
    {"stats", do_stats, true}, {"usage", do_usage, true}, {"delays", do_delays, true},
    {"gaps", do_gaps, true}, {"beginGaps", do_begin_gaps, false}, {"cut", do_cut, false},
};

static void answer(int64_t id, const char *error)
{
    if (error) json_emit("{\"reply\":%lld,\"error\":\"%s\"}", (long long)id, json_safe(error));
    else json_emit("{\"reply\":%lld}", (long long)id);
}

void farm_command(struct farm *farm, char *text)
{
    struct json line;
    if (!json_parse(&line, text)) {
        fprintf(stderr, "farm: not a command\n");
        return;
    }
    int64_t id = json_number(&line, "id");
    const char *name = json_text(&line, "do");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) != 0) continue;
        const char *error = commands[i].run(farm, &line);
        char missing[64];
        if (line.missing) {
            snprintf(missing, sizeof missing, "%s is missing", line.missing);
            error = missing;
        }
        if (error || !commands[i].answers) answer(id, error);
        return;
    }
    answer(id, "no such command");
}
