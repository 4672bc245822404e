export interface paths {
    "/api/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Meetings that the signed-in account is invited to, soonest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetings: {
                                meetingId: string;
                                title: string;
                                hostUnit: {
                                    code: string;
                                    name: string;
                                };
                                chairName: string;
                                startsAt: number;
                                endsAt: number;
                                /** @enum {string} */
                                phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                                /** @enum {string} */
                                seat: "chair" | "deputy" | "secretary" | "technician" | "delegate" | "presenter" | "guest" | "observer";
                                invitedUnits: number;
                                connected: number;
                                seriesId: string | null;
                                agenda: number;
                                papers: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/meetings/{meetingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One meeting that the signed-in account is invited to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            title: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            chairName: string;
                            startsAt: number;
                            endsAt: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            /** @enum {string} */
                            seat: "chair" | "deputy" | "secretary" | "technician" | "delegate" | "presenter" | "guest" | "observer";
                            invitedUnits: number;
                            connected: number;
                            seriesId: string | null;
                            agenda: number;
                            papers: number;
                            invited: {
                                code: string;
                                name: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/media-nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Media nodes and how loaded they are */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            nodes: {
                                nodeId: string;
                                version: string;
                                startedAt: number;
                                region: string;
                                limits: {
                                    meetings: number | null;
                                    endpoints: number | null;
                                };
                                draining: boolean;
                                workers: {
                                    index: number;
                                    pid: number;
                                    cpu: number;
                                    meetings: number;
                                    endpoints: number;
                                    producers: number;
                                    consumers: number;
                                    bitrateIn: number;
                                    bitrateOut: number;
                                    memory?: number;
                                }[];
                                full: boolean;
                            }[];
                            reached: {
                                at: number;
                                /** @enum {string} */
                                limit: "meeting" | "nodes";
                                meetingId: string;
                                title: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of one resource over a time, for a chart */
        get: {
            parameters: {
                query: {
                    resource: string;
                    from: number;
                    to: number;
                    points?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            resource: string;
                            seconds: number;
                            at: number[];
                            mean: (number | null)[][];
                            max: (number | null)[][];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to a resource, in a meeting, at a unit, or anywhere */
        get: {
            parameters: {
                query: {
                    resource?: string;
                    meeting?: string;
                    unit?: string;
                    kind?: "joined" | "left" | "lineLost" | "lineBack" | "device" | "moved" | "mediaLost" | "complaint" | "meetingOpened" | "meetingClosed" | "floorGranted" | "nodeFound" | "nodeLost" | "workerLost" | "drained" | "reopened" | "processStarted" | "processEnded" | "serviceLost" | "serviceBack" | "restarted" | "found" | "cleared";
                    from: number;
                    to?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            events: {
                                id: number;
                                at: number;
                                /** @enum {string} */
                                kind: "joined" | "left" | "lineLost" | "lineBack" | "device" | "moved" | "mediaLost" | "complaint" | "meetingOpened" | "meetingClosed" | "floorGranted" | "nodeFound" | "nodeLost" | "workerLost" | "drained" | "reopened" | "processStarted" | "processEnded" | "serviceLost" | "serviceBack" | "restarted" | "found" | "cleared";
                                resource: string | null;
                                meetingId: string | null;
                                unitCode: string | null;
                                name: string;
                                detail: string;
                            }[];
                            more: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there was to measure in a time */
        get: {
            parameters: {
                query: {
                    from: number;
                    to?: number;
                    kind?: "endpoint" | "node" | "worker" | "process" | "service";
                    unit?: string;
                    meeting?: string;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            resources: {
                                id: string;
                                /** @enum {string} */
                                kind: "endpoint" | "node" | "worker" | "process" | "service";
                                name: string;
                                unitCode: string | null;
                                meetingId: string | null;
                                participantId: string | null;
                                title: string | null;
                                firstAt: number;
                                lastAt: number;
                                facts: {
                                    browser: string;
                                    system: string;
                                    camera: string | null;
                                    microphone: string | null;
                                    loudspeaker: string | null;
                                    /** @enum {string|null} */
                                    path: "udp" | "tcp" | "turnUdp" | "turnTcp" | "turnTls" | null;
                                    /** @enum {string|null} */
                                    network?: "ethernet" | "wifi" | "cellular" | "vpn" | null;
                                    address: string | null;
                                    codecs: string;
                                    cores: number | null;
                                    screen: string;
                                    /** @enum {string|null} */
                                    networkCamera?: "noAnswer" | "wrongPassword" | "notFound" | "codec" | "bFrames" | "tooMuch" | "noKeyframe" | "notAllowed" | "strange" | null;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts that are now, or all that were, the newest first */
        get: {
            parameters: {
                query?: {
                    state?: "now" | "all";
                    before?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alerts: {
                                alertId: string;
                                ruleId: string;
                                ruleName: string;
                                /** @enum {string} */
                                code: "slowUp" | "slowDown" | "lossUp" | "lossDown" | "longWay" | "unsteady" | "cameraBlack" | "cameraFrozen" | "networkCamera" | "microphoneSilent" | "microphoneQuiet" | "microphoneClips" | "echo" | "starved" | "oldBrowser" | "relayed" | "cut" | "overloaded" | "lagging" | "memoryLow" | "clockOff" | "noAnswer" | "slowAnswer" | "diskFull" | "certificateEnds" | "diskFillsUp" | "backupMissing" | "mailStuck" | "turnRefused" | "turnAway" | "turnCertificate" | "draining" | "notReady" | "notReadySoon" | "helpCalled";
                                /** @enum {string} */
                                state: "open" | "acknowledged" | "cleared";
                                raisedAt: number;
                                toldAt: number | null;
                                tellAt: number | null;
                                clearedAt: number | null;
                                resources: {
                                    resource: string;
                                    /** @enum {string} */
                                    kind: "endpoint" | "node" | "worker" | "process" | "service";
                                    name: string;
                                    unitCode: string | null;
                                    /** @enum {string} */
                                    health: "weak" | "bad";
                                    since: number;
                                    addedAt: number;
                                    toldAt: number | null;
                                    acknowledgedAt: number | null;
                                    acknowledgedBy: string;
                                    escalatedAt: number | null;
                                    clearedAt: number | null;
                                }[];
                                resourceCount: number;
                            }[];
                            more: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert, and who was told of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    alertId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alertId: string;
                            ruleId: string;
                            ruleName: string;
                            /** @enum {string} */
                            code: "slowUp" | "slowDown" | "lossUp" | "lossDown" | "longWay" | "unsteady" | "cameraBlack" | "cameraFrozen" | "networkCamera" | "microphoneSilent" | "microphoneQuiet" | "microphoneClips" | "echo" | "starved" | "oldBrowser" | "relayed" | "cut" | "overloaded" | "lagging" | "memoryLow" | "clockOff" | "noAnswer" | "slowAnswer" | "diskFull" | "certificateEnds" | "diskFillsUp" | "backupMissing" | "mailStuck" | "turnRefused" | "turnAway" | "turnCertificate" | "draining" | "notReady" | "notReadySoon" | "helpCalled";
                            /** @enum {string} */
                            state: "open" | "acknowledged" | "cleared";
                            raisedAt: number;
                            toldAt: number | null;
                            tellAt: number | null;
                            clearedAt: number | null;
                            resources: {
                                resource: string;
                                /** @enum {string} */
                                kind: "endpoint" | "node" | "worker" | "process" | "service";
                                name: string;
                                unitCode: string | null;
                                /** @enum {string} */
                                health: "weak" | "bad";
                                since: number;
                                addedAt: number;
                                toldAt: number | null;
                                acknowledgedAt: number | null;
                                acknowledgedBy: string;
                                escalatedAt: number | null;
                                clearedAt: number | null;
                            }[];
                            resourceCount: number;
                            told: {
                                at: number;
                                /** @enum {string} */
                                why: "raised" | "escalated" | "cleared";
                                /** @enum {string} */
                                way: "inbox" | "mail" | "webhook";
                                name: string;
                                resources: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/alerts/{alertId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I look after the places of this alert that I may see: nobody else is told for want of an answer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    alertId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            alertId: string;
                            ruleId: string;
                            ruleName: string;
                            /** @enum {string} */
                            code: "slowUp" | "slowDown" | "lossUp" | "lossDown" | "longWay" | "unsteady" | "cameraBlack" | "cameraFrozen" | "networkCamera" | "microphoneSilent" | "microphoneQuiet" | "microphoneClips" | "echo" | "starved" | "oldBrowser" | "relayed" | "cut" | "overloaded" | "lagging" | "memoryLow" | "clockOff" | "noAnswer" | "slowAnswer" | "diskFull" | "certificateEnds" | "diskFillsUp" | "backupMissing" | "mailStuck" | "turnRefused" | "turnAway" | "turnCertificate" | "draining" | "notReady" | "notReadySoon" | "helpCalled";
                            /** @enum {string} */
                            state: "open" | "acknowledged" | "cleared";
                            raisedAt: number;
                            toldAt: number | null;
                            tellAt: number | null;
                            clearedAt: number | null;
                            resources: {
                                resource: string;
                                /** @enum {string} */
                                kind: "endpoint" | "node" | "worker" | "process" | "service";
                                name: string;
                                unitCode: string | null;
                                /** @enum {string} */
                                health: "weak" | "bad";
                                since: number;
                                addedAt: number;
                                toldAt: number | null;
                                acknowledgedAt: number | null;
                                acknowledgedBy: string;
                                escalatedAt: number | null;
                                clearedAt: number | null;
                            }[];
                            resourceCount: number;
                            told: {
                                at: number;
                                /** @enum {string} */
                                why: "raised" | "escalated" | "cleared";
                                /** @enum {string} */
                                way: "inbox" | "mail" | "webhook";
                                name: string;
                                resources: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules by which people are told */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rules: {
                                name: string;
                                enabled: boolean;
                                kinds: ("endpoint" | "node" | "worker" | "process" | "service")[];
                                codes: ("slowUp" | "slowDown" | "lossUp" | "lossDown" | "longWay" | "unsteady" | "cameraBlack" | "cameraFrozen" | "networkCamera" | "microphoneSilent" | "microphoneQuiet" | "microphoneClips" | "echo" | "starved" | "oldBrowser" | "relayed" | "cut" | "overloaded" | "lagging" | "memoryLow" | "clockOff" | "noAnswer" | "slowAnswer" | "diskFull" | "certificateEnds" | "diskFillsUp" | "backupMissing" | "mailStuck" | "turnRefused" | "turnAway" | "turnCertificate" | "draining" | "notReady" | "notReadySoon" | "helpCalled")[];
                                /** @enum {string} */
                                health: "weak" | "bad";
                                lasts: number;
                                unitCode: string | null;
                                roles: ("technician" | "itAdmin")[];
                                /** @default false */
                                nearestFirst: boolean;
                                ways: ("inbox" | "mail" | "webhook")[];
                                escalateAfter: number | null;
                                escalateTo: ("technician" | "itAdmin")[];
                                quiet: {
                                    from: string;
                                    to: string;
                                } | null;
                                ruleId: string;
                                isDefault: boolean;
                                version: number;
                            }[];
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks, by name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            webhooks: {
                                webhookId: string;
                                name: string;
                                url: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                                enabled: boolean;
                                switchedOffAt: number | null;
                                createdAt: number;
                                waiting: number;
                                failed: number;
                                lastDeliveredAt: number | null;
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        /** A new webhook; its secret is told once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        url: string;
                        events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                        unitCode: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            webhook: {
                                webhookId: string;
                                name: string;
                                url: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                                enabled: boolean;
                                switchedOffAt: number | null;
                                createdAt: number;
                                waiting: number;
                                failed: number;
                                lastDeliveredAt: number | null;
                                version: number;
                            };
                            secret: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Edit a webhook, switch it off or on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhookId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        url: string;
                        events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                        enabled: boolean;
                        version: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            webhookId: string;
                            name: string;
                            url: string;
                            unit: {
                                code: string;
                                name: string;
                            };
                            events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                            enabled: boolean;
                            switchedOffAt: number | null;
                            createdAt: number;
                            waiting: number;
                            failed: number;
                            lastDeliveredAt: number | null;
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Remove a webhook and its deliveries */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhookId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Another secret; the old one signs beside it for a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhookId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            webhook: {
                                webhookId: string;
                                name: string;
                                url: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                events: ("meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared")[];
                                enabled: boolean;
                                switchedOffAt: number | null;
                                createdAt: number;
                                waiting: number;
                                failed: number;
                                lastDeliveredAt: number | null;
                                version: number;
                            };
                            secret: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a made-up event, to see whether it arrives */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    webhookId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveryId: string;
                            webhookId: string;
                            messageId: string;
                            /** @enum {string} */
                            event: "meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared" | "test";
                            /** @enum {string} */
                            state: "waiting" | "delivered" | "failed";
                            tries: number;
                            nextTryAt: number | null;
                            status: number | null;
                            error: string;
                            answer: string;
                            createdAt: number;
                            doneAt: number | null;
                            isReplay: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{webhookId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent, and what became of it, the newest first */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "waiting" | "delivered" | "failed";
                };
                header?: never;
                path: {
                    webhookId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                deliveryId: string;
                                webhookId: string;
                                messageId: string;
                                /** @enum {string} */
                                event: "meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared" | "test";
                                /** @enum {string} */
                                state: "waiting" | "delivered" | "failed";
                                tries: number;
                                nextTryAt: number | null;
                                status: number | null;
                                error: string;
                                answer: string;
                                createdAt: number;
                                doneAt: number | null;
                                isReplay: boolean;
                            }[];
                            total: number;
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/deliveries/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the same event once more */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deliveryId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deliveryId: string;
                            webhookId: string;
                            messageId: string;
                            /** @enum {string} */
                            event: "meeting.opened" | "meeting.started" | "meeting.ended" | "minutes.approved" | "room.offline" | "room.online" | "node.lost" | "node.found" | "alert.raised" | "alert.cleared" | "test";
                            /** @enum {string} */
                            state: "waiting" | "delivered" | "failed";
                            tries: number;
                            nextTryAt: number | null;
                            status: number | null;
                            error: string;
                            answer: string;
                            createdAt: number;
                            doneAt: number | null;
                            isReplay: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units, in the order of their names */
        get: {
            parameters: {
                query?: {
                    q?: string;
                    cursor?: string;
                    limit?: number;
                    parent?: string;
                    under?: string;
                    kind?: string;
                    closed?: "true" | "false";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                parentCode: string | null;
                                kind: string;
                                name: string;
                                /** @enum {string} */
                                status: "open" | "closed";
                                successor: {
                                    code: string;
                                    name: string;
                                } | null;
                                region: string;
                                version: number;
                                inheritedRegion: {
                                    region: string;
                                    from: {
                                        code: string;
                                        name: string;
                                    };
                                } | null;
                                path: {
                                    code: string;
                                    name: string;
                                }[];
                                children: number;
                                accounts: number;
                                rooms: number;
                            }[];
                            total: number;
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/tree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All open units, for pickers; with an ETag */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            units: (string | (string | null))[][];
                        };
                    };
                };
                /** @description Default Response */
                304: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/units/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit with its history */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            parentCode: string | null;
                            kind: string;
                            name: string;
                            /** @enum {string} */
                            status: "open" | "closed";
                            successor: {
                                code: string;
                                name: string;
                            } | null;
                            region: string;
                            version: number;
                            inheritedRegion: {
                                region: string;
                                from: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            path: {
                                code: string;
                                name: string;
                            }[];
                            children: number;
                            accounts: number;
                            rooms: number;
                            changes: {
                                changeId: string;
                                /** Format: date */
                                effectiveOn: string;
                                what: {
                                    /** @enum {string} */
                                    kind: "rename";
                                    name: string;
                                    unitKind?: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "move";
                                    parentCode: string | null;
                                } | {
                                    /** @enum {string} */
                                    kind: "merge";
                                    into: string;
                                } | {
                                    /** @enum {string} */
                                    kind: "close";
                                };
                                decision: string;
                                applied: boolean;
                                /** @enum {string|null} */
                                failure: "notFound" | "unitClosed" | "unitInUse" | "unitLoop" | "badRequest" | "internal" | null;
                            }[];
                            names: {
                                /** Format: date */
                                since: string | null;
                                name: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Meetings of some days that concern the signed-in account */
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                    unit?: string;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetings: {
                                meetingId: string;
                                title: string;
                                hostUnit: {
                                    code: string;
                                    name: string;
                                };
                                chairName: string;
                                startsAt: number;
                                endsAt: number;
                                /** @enum {string} */
                                phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                                seriesId: string | null;
                                isRehearsal: boolean;
                                units: number;
                                mayManage: boolean;
                                invited: boolean;
                            }[];
                            more: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Meetings that concern the signed-in account, soonest first */
        get: {
            parameters: {
                query?: {
                    q?: string;
                    cursor?: string;
                    limit?: number;
                    phase?: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                    unit?: string;
                    from?: string;
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                meetingId: string;
                                title: string;
                                hostUnit: {
                                    code: string;
                                    name: string;
                                };
                                chairName: string;
                                startsAt: number;
                                endsAt: number;
                                /** @enum {string} */
                                phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                                seriesId: string | null;
                                isRehearsal: boolean;
                                units: number;
                                mayManage: boolean;
                                invited: boolean;
                            }[];
                            total: number;
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Plan a meeting, or a series of them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        draft: boolean;
                        plan: {
                            title: string;
                            /** @default  */
                            description?: string;
                            hostUnitCode: string;
                            /** @default  */
                            place?: string;
                            chairId: string;
                            /** @default null */
                            deputyId?: string | null;
                            /** @default null */
                            secretaryId?: string | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            /** @default [] */
                            people?: {
                                accountId: string;
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            /** @default [] */
                            guests?: {
                                guestId: string | null;
                                name: string;
                                /** @default  */
                                organisation?: string;
                                /**
                                 * Format: email
                                 * @default null
                                 */
                                email?: string | null;
                            }[];
                            /** @default [] */
                            agenda?: {
                                itemId: string;
                                title: string;
                                /** @default  */
                                presenter?: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode?: "chaired" | "open" | "silent";
                                /** @default false */
                                recording?: boolean;
                                /** @default false */
                                waitingRoom?: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share?: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes?: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum?: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes?: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes?: number[];
                            };
                            /** @default null */
                            recurrence?: {
                                rrule: string;
                                /** @default [] */
                                except?: number[];
                            } | null;
                        };
                        papers?: {
                            uploadId: string;
                            /** @default null */
                            itemId?: string | null;
                            /** @default true */
                            wholeSeries?: boolean;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/now": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Meet now: the invited are told, and the room is open */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        hostUnitCode: string;
                        invite: ({
                            /** @enum {string} */
                            type: "unit";
                            code: string;
                        } | {
                            /** @enum {string} */
                            type: "branch";
                            code: string;
                            kinds?: string[];
                        } | {
                            /** @enum {string} */
                            type: "group";
                            groupId: string;
                        } | {
                            /** @enum {string} */
                            type: "except";
                            code: string;
                        })[];
                        /** @default 60 */
                        minutes?: number;
                        /** @default null */
                        chairId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/meetings/{meetingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan of a meeting */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        /** Change a plan; a draft is sent out by it */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        /**
                         * @default this
                         * @enum {string}
                         */
                        scope?: "this" | "following" | "all";
                        draft: boolean;
                        dissolve?: boolean;
                        plan: {
                            title: string;
                            /** @default  */
                            description?: string;
                            hostUnitCode: string;
                            /** @default  */
                            place?: string;
                            chairId: string;
                            /** @default null */
                            deputyId?: string | null;
                            /** @default null */
                            secretaryId?: string | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            /** @default [] */
                            people?: {
                                accountId: string;
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            /** @default [] */
                            guests?: {
                                guestId: string | null;
                                name: string;
                                /** @default  */
                                organisation?: string;
                                /**
                                 * Format: email
                                 * @default null
                                 */
                                email?: string | null;
                            }[];
                            /** @default [] */
                            agenda?: {
                                itemId: string;
                                title: string;
                                /** @default  */
                                presenter?: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode?: "chaired" | "open" | "silent";
                                /** @default false */
                                recording?: boolean;
                                /** @default false */
                                waitingRoom?: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share?: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes?: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum?: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes?: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes?: number[];
                            };
                            /** @default null */
                            recurrence?: {
                                rrule: string;
                                /** @default [] */
                                except?: number[];
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Delete a draft */
        delete: {
            parameters: {
                query: {
                    version: number;
                    scope?: "this" | "following" | "all";
                };
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": null;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/meetings/{meetingId}/invited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite units and guests besides, also while the meeting runs */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default [] */
                        units?: string[];
                        /** @default [] */
                        guests?: {
                            name: string;
                            /** @default  */
                            organisation?: string;
                            /**
                             * Format: email
                             * @default null
                             */
                            email?: string | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            units: {
                                code: string;
                                name: string;
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/meetings/{meetingId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a meeting, with the reason that the invited are told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        /**
                         * @default this
                         * @enum {string}
                         */
                        scope?: "this" | "following" | "all";
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/meetings/{meetingId}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a rehearsal (kiểm tra đường truyền) with the same invited */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        startsAt: number;
                        endsAt: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            version: number;
                            /** @enum {string} */
                            phase: "draft" | "scheduled" | "open" | "live" | "ended" | "cancelled";
                            title: string;
                            description: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            place: string;
                            chair: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            };
                            deputy: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            secretary: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            } | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            units: {
                                code: string;
                                name: string;
                            }[];
                            people: {
                                accountId: string;
                                name: string;
                                position: string;
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            guests: {
                                guestId: string;
                                name: string;
                                organisation: string;
                                email: string | null;
                                link: string | null;
                            }[];
                            agenda: {
                                itemId: string;
                                title: string;
                                presenter: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode: "chaired" | "open" | "silent";
                                /** @default false */
                                recording: boolean;
                                /** @default false */
                                waitingRoom: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes: number[];
                            };
                            series: {
                                seriesId: string;
                                rrule: string;
                                changed: boolean;
                                count: number;
                                drafts: number;
                                except: number[];
                            } | null;
                            rehearsalOf: {
                                meetingId: string;
                                title: string;
                            } | null;
                            rehearsals: {
                                meetingId: string;
                                startsAt: number;
                                endsAt: number;
                            }[];
                            cancelReason: string;
                            mayManage: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Who or what would be in two meetings at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        meetingId: string | null;
                        /**
                         * @default this
                         * @enum {string}
                         */
                        scope?: "this" | "following" | "all";
                        plan: {
                            title: string;
                            /** @default  */
                            description?: string;
                            hostUnitCode: string;
                            /** @default  */
                            place?: string;
                            chairId: string;
                            /** @default null */
                            deputyId?: string | null;
                            /** @default null */
                            secretaryId?: string | null;
                            startsAt: number;
                            endsAt: number;
                            invite: ({
                                /** @enum {string} */
                                type: "unit";
                                code: string;
                            } | {
                                /** @enum {string} */
                                type: "branch";
                                code: string;
                                kinds?: string[];
                            } | {
                                /** @enum {string} */
                                type: "group";
                                groupId: string;
                            } | {
                                /** @enum {string} */
                                type: "except";
                                code: string;
                            })[];
                            /** @default [] */
                            people?: {
                                accountId: string;
                                /** @enum {string} */
                                seat: "delegate" | "technician" | "observer";
                            }[];
                            /** @default [] */
                            guests?: {
                                guestId: string | null;
                                name: string;
                                /** @default  */
                                organisation?: string;
                                /**
                                 * Format: email
                                 * @default null
                                 */
                                email?: string | null;
                            }[];
                            /** @default [] */
                            agenda?: {
                                itemId: string;
                                title: string;
                                /** @default  */
                                presenter?: string;
                                minutes: number;
                            }[];
                            settings: {
                                /**
                                 * @default chaired
                                 * @enum {string}
                                 */
                                floorMode?: "chaired" | "open" | "silent";
                                /** @default false */
                                recording?: boolean;
                                /** @default false */
                                waitingRoom?: boolean;
                                /**
                                 * @default floor
                                 * @enum {string}
                                 */
                                share?: "chairOnly" | "floor" | "everyone";
                                /** @default 5 */
                                speakMinutes?: number | null;
                                /**
                                 * @default {
                                 *       "numerator": 1,
                                 *       "denominator": 2
                                 *     }
                                 */
                                quorum?: {
                                    numerator: number;
                                    denominator: number;
                                };
                                /** @default 60 */
                                lobbyMinutes?: number;
                                /**
                                 * @default [
                                 *       1440,
                                 *       60
                                 *     ]
                                 */
                                reminderMinutes?: number[];
                            };
                            /** @default null */
                            recurrence?: {
                                rrule: string;
                                /** @default [] */
                                except?: number[];
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                meetingId: string;
                                title: string;
                                startsAt: number;
                                endsAt: number;
                                meetings: number;
                                lastAt: number;
                                who: {
                                    /** @enum {string} */
                                    kind: "chair" | "deputy" | "secretary" | "unit" | "room" | "person";
                                    count: number;
                                    names: string[];
                                }[];
                            }[];
                            total: number;
                            free: {
                                startsAt: number;
                                endsAt: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which units these rules mean today */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rules: ({
                            /** @enum {string} */
                            type: "unit";
                            code: string;
                        } | {
                            /** @enum {string} */
                            type: "branch";
                            code: string;
                            kinds?: string[];
                        } | {
                            /** @enum {string} */
                            type: "group";
                            groupId: string;
                        } | {
                            /** @enum {string} */
                            type: "except";
                            code: string;
                        })[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            units: {
                                code: string;
                                name: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedule/recurrence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The meetings that a recurrence rule gives */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        startsAt: number;
                        endsAt: number;
                        recurrence: {
                            rrule: string;
                            /** @default [] */
                            except?: number[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            starts: number[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/minutes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Minutes to write, to approve, or to read */
        get: {
            parameters: {
                query: {
                    q?: string;
                    cursor?: string;
                    limit?: number;
                    view: "write" | "approve" | "approved";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                meetingId: string;
                                title: string;
                                hostUnit: {
                                    code: string;
                                    name: string;
                                };
                                chairName: string;
                                startsAt: number;
                                /** @enum {string} */
                                status: "draft" | "submitted" | "approved";
                                returned: boolean;
                                updatedAt: number;
                                updatedBy: string;
                                number: string;
                            }[];
                            total: number;
                            next: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/minutes/{meetingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Minutes of a meeting that has ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            meetingId: string;
                            title: string;
                            hostUnit: {
                                code: string;
                                name: string;
                            };
                            startsAt: number;
                            /** @enum {string} */
                            status: "draft" | "submitted" | "approved";
                            version: number;
                            content: {
                                superior: string;
                                office: string;
                                number: string;
                                symbol: string;
                                /**
                                 * Format: date
                                 * @default null
                                 */
                                numberedOn: string | null;
                                subject: string;
                                startedAt: number;
                                /** @default  */
                                opening: string;
                                endedAt: number;
                                place: string;
                                hostPeople: string;
                                units: {
                                    unitCode: string | null;
                                    unit: string;
                                    /** @enum {string} */
                                    status: "present" | "late" | "excused" | "absent";
                                    count: number | null;
                                    people: string;
                                    note: string;
                                    /** @default [] */
                                    absences: {
                                        from: number;
                                        to: number;
                                    }[];
                                    /** @default false */
                                    host: boolean;
                                }[];
                                /** @default 5 */
                                briefMinutes: number;
                                /** @default  */
                                guests: string;
                                /** @default  */
                                technicians: string;
                                chair: {
                                    name: string;
                                    position: string;
                                };
                                standIns: string;
                                secretary: {
                                    name: string;
                                    position: string;
                                };
                                items: {
                                    itemId: string | null;
                                    title: string;
                                    presenter: string;
                                    /** @default true */
                                    discussed: boolean;
                                    speeches: {
                                        speaker: string;
                                        seconds: number | null;
                                        text: string;
                                    }[];
                                    votes: {
                                        voteId: string;
                                        question: string;
                                        secret: boolean;
                                        options: {
                                            label: string;
                                            count: number;
                                        }[];
                                        voters: number;
                                        cast: number;
                                        rule: string;
                                        passed: boolean | null;
                                    }[];
                                    conclusion: string;
                                }[];
                                recipients: string[];
                            };
                            updated: {
                                name: string;
                                at: number;
                            };
                            submitted: {
                                name: string;
                                at: number;
                            } | null;
                            returned: {
                                name: string;
                                at: number;
                                remark: string;
                            } | null;
                            approved: {
                                name: string;
                                at: number;
                            } | null;
                            issues: {
                                issue: number;
                                /** @enum {string} */
                                what: "approved" | "numbered" | "amended";
                                by: string;
                                at: number;
                                amendment: number;
                                reason: string;
                                number: string;
                                log: {
                                    seq: number;
                                    hash: string;
                                } | null;
                                replaces: {
                                    at: number;
                                    sha256: string;
                                } | null;
                                files: {
                                    /** @enum {string} */
                                    kind: "pdf" | "docx" | "json";
                                    fileName: string;
                                    bytes: number;
                                    sha256: string;
                                    signedBy: string | null;
                                }[];
                            }[];
                            amending: {
                                amendment: number;
                                reason: string;
                            } | null;
                            may: {
                                edit: boolean;
                                submit: boolean;
                                return: boolean;
                                approve: boolean;
                                number: boolean;
                                amend: boolean;
                                discard: boolean;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/minutes/{meetingId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version, the newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            versions: {
                                version: number;
                                /** @enum {string} */
                                what: "drafted" | "saved" | "submitted" | "returned" | "approved" | "numbered" | "amending" | "discarded" | "amended";
                                by: string;
                                at: number;
                                remark: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/minutes/{meetingId}/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the log and the fixed files are what they were */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    meetingId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            checkedAt: number;
                            log: {
                                /** @enum {string} */
                                state: "intact";
                                events: number;
                                head: {
                                    seq: number;
                                    hash: string;
                                };
                            } | {
                                /** @enum {string} */
                                state: "broken";
                                seq: number;
                            } | {
                                /** @enum {string} */
                                state: "otherThanFixed";
                                seq: number;
                            } | {
                                /** @enum {string} */
                                state: "unchained";
                                events: number;
                            };
                            /** @enum {string} */
                            issues: "intact" | "broken";
                            files: {
                                issue: number;
                                /** @enum {string} */
                                kind: "pdf" | "docx" | "json";
                                /** @enum {string} */
                                state: "intact" | "changed" | "missing";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Units in a quarter */
        get: {
            parameters: {
                query: {
                    quarter: string;
                    host?: string;
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            quarter: string;
                            meetings: number;
                            lengthMs: number;
                            rows: {
                                unit: {
                                    code: string;
                                    name: string;
                                };
                                closed: {
                                    into: {
                                        code: string;
                                        name: string;
                                    } | null;
                                } | null;
                                invited: number;
                                attended: number;
                                late: number;
                                leftEarly: number;
                                people: number;
                                speakingMs: number;
                                speeches: number;
                                votesCast: number;
                            }[];
                            more: boolean;
                            earliest: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the key of this request may */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            keyId: string;
                            name: string;
                            unit: {
                                code: string;
                                name: string;
                            };
                            grants: {
                                /** @enum {string} */
                                role: "itAdmin" | "chair" | "secretary" | "official" | "technician";
                                unit: {
                                    code: string;
                                    name: string;
                                };
                            }[];
                            scopes: ("meetings.read" | "meetings.plan" | "minutes.read" | "reports.read" | "units.read" | "operations.read" | "alerts.acknowledge" | "webhooks.manage")[];
                            expiresAt: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            code: "badRequest" | "unknownRequest" | "tooLarge" | "unsupportedMedia" | "invalidTime" | "invalidRecurrence" | "recurrenceDay" | "recurrenceTooLong" | "recurrenceEmpty" | "invalidInvitation" | "unitLoop" | "codeTaken" | "loginTaken" | "weakPassword" | "linkExpired" | "pairingExpired" | "paperRefused" | "notFound" | "unauthenticated" | "tokenExpired" | "wrongCredentials" | "protocolMismatch" | "totpRequired" | "wrongCode" | "passwordChangeRequired" | "totpSetupRequired" | "signInElsewhere" | "roomElsewhere" | "forbidden" | "notYours" | "meetingNotOpen" | "meetingEnded" | "notJoined" | "waitingRoom" | "meetingLocked" | "expelled" | "barred" | "cameraStopped" | "cameraNotMovable" | "cameraTaken" | "alreadyJoined" | "replaced" | "screenTaken" | "notStarted" | "belowQuorum" | "floorFull" | "notInQueue" | "voteOpen" | "voteClosed" | "ballotCast" | "chatClosed" | "editConflict" | "importBusy" | "unitInUse" | "unitClosed" | "meetingStarted" | "minutesNotReady" | "minutesSubmitted" | "minutesNotSubmitted" | "minutesFixed" | "rateLimited" | "tooManyTries" | "tooManyUploads" | "meetingFull" | "tooManyUnits" | "recordFull" | "mediaUnavailable" | "storeUnavailable" | "placementUnavailable" | "elsewhere" | "internal";
                            /** @enum {string} */
                            category: "input" | "auth" | "permission" | "state" | "limit" | "unavailable" | "internal";
                            message: string;
                            retryAfterSec?: number;
                            full?: boolean;
                            deviceName?: string;
                            process?: string;
                            issues?: string[];
                            reason?: string;
                            field?: string;
                            current?: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
