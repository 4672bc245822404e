"""A camera of the network for tests: a moving picture over RTSP, by GStreamer. Prints its port when it can be connected to.

rtspCamera.py PORT CODEC KEYFRAMES USER PASSWORD
  PORT 0 takes any; CODEC h264, h265, bframes or large (20 Mbit/s); KEYFRAMES how many frames apart (25 a second); USER empty: asks for none
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

port, codec, keyframes, user, password = sys.argv[1:6]

ENCODERS = {
    "h264": f"x264enc speed-preset=ultrafast tune=zerolatency bitrate=600 key-int-max={keyframes} "
    "! video/x-h264,profile=main ! rtph264pay name=pay0 pt=96",
    "bframes": f"x264enc speed-preset=veryfast bframes=2 b-adapt=false bitrate=600 key-int-max={keyframes} "
    "! video/x-h264,profile=main ! rtph264pay name=pay0 pt=96",
    "large": f"x264enc speed-preset=ultrafast tune=zerolatency bitrate=20000 key-int-max={keyframes} "
    "! video/x-h264,profile=main ! rtph264pay name=pay0 pt=96",
    "h265": f"x265enc speed-preset=ultrafast tune=zerolatency bitrate=600 key-int-max={keyframes} "
    "! rtph265pay name=pay0 pt=96",
}

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(port)

factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    f"( videotestsrc is-live=true pattern={'snow' if codec == 'large' else 'ball'} ! video/x-raw,width=640,height=360,framerate=25/1 ! "
    + ENCODERS[codec]
    + " )"
)
factory.set_shared(True)

if user:
    role = "camera"
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtspServer.RTSPAuth.get_supported_methods(auth))
    try:
        from gi.repository import GstRtsp

        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    except ImportError:
        pass
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", role)
    auth.add_digest(user, password, token)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role(role, "media.factory.access", True)
    permissions.add_permission_for_role(role, "media.factory.construct", True)
    factory.set_permissions(permissions)
    server.set_auth(auth)

server.get_mount_points().add_factory("/picture", factory)
if server.attach(None) == 0:
    sys.exit("the port is taken")
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
