/** The schema as the first release made it: databases of it are out there. */
export const VERSION_1 = `
  CREATE TABLE unit (
    code TEXT PRIMARY KEY,
    parent_code TEXT REFERENCES unit (code),
    kind TEXT NOT NULL,
    name TEXT NOT NULL
  ) STRICT;

  CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name TEXT NOT NULL,
    unit_code TEXT NOT NULL REFERENCES unit (code),
    password_hash TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE meeting (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    host_unit_code TEXT NOT NULL REFERENCES unit (code),
    host_unit_name TEXT NOT NULL,
    chair_account_id TEXT NOT NULL REFERENCES account (id),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
    phase TEXT NOT NULL,
    demo INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE meeting_seat (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    seat TEXT NOT NULL,
    unit_code TEXT NOT NULL REFERENCES unit (code),
    unit_name TEXT NOT NULL,
    PRIMARY KEY (meeting_id, account_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX meeting_seat_account ON meeting_seat (account_id);

  CREATE TABLE meeting_log (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    at INTEGER NOT NULL,
    actor TEXT,
    request_id TEXT,
    event TEXT NOT NULL,
    PRIMARY KEY (meeting_id, seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE refresh_token (
    hash TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
  ) STRICT;
  CREATE INDEX refresh_token_family ON refresh_token (family);
  CREATE INDEX refresh_token_expiry ON refresh_token (expires_at);
  PRAGMA user_version = 1;
`
