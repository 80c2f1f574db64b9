PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
CREATE TABLE configs (
    hash TEXT PRIMARY KEY,
    body TEXT NOT NULL
, schema_version INTEGER, toml TEXT) STRICT;
CREATE TABLE handoffs (
    n         INTEGER PRIMARY KEY AUTOINCREMENT,
    id        TEXT    NOT NULL UNIQUE,
    version   INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    open      INTEGER NOT NULL, -- until converted or closed
    team      TEXT    NOT NULL,
    qualifier TEXT    NOT NULL,
    rep       TEXT    NOT NULL,
    turn      INTEGER NOT NULL, -- the rep's assignment is open and the meeting lies ahead
    owner     TEXT    NOT NULL,
    due_at    INTEGER,          -- NULL: nothing is owed any more
    due_what  TEXT    NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    uid       TEXT    UNIQUE,
    token     TEXT    UNIQUE,
    forget    INTEGER NOT NULL DEFAULT 0, -- 1: asked for, 2: done
    data      TEXT    NOT NULL
, company TEXT) STRICT;
CREATE TABLE prospects (
    address TEXT NOT NULL,
    handoff TEXT NOT NULL REFERENCES handoffs (id),
    PRIMARY KEY (address, handoff)
) STRICT, WITHOUT ROWID;
CREATE TABLE message_ids (
    message_id TEXT    NOT NULL,
    handoff    TEXT    NOT NULL REFERENCES handoffs (id),
    noted      INTEGER NOT NULL, -- somebody else's message, not one that was sent from here
    PRIMARY KEY (message_id, handoff)
) STRICT, WITHOUT ROWID;
CREATE TABLE facts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    handoff    TEXT    NOT NULL REFERENCES handoffs (id),
    seq        INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    person     TEXT    NOT NULL,
    commitment BLOB    NOT NULL, -- SHA-256 of salt and payload
    hash       BLOB    NOT NULL, rules INTEGER,
    UNIQUE (handoff, seq)
) STRICT;
CREATE TABLE payloads (
    fact INTEGER PRIMARY KEY REFERENCES facts (id),
    salt BLOB NOT NULL,
    body TEXT NOT NULL
, decided BLOB) STRICT;
CREATE TABLE ledger (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    person   TEXT    NOT NULL,
    handoff  TEXT    REFERENCES handoffs (id),
    kind     TEXT    NOT NULL,
    turns    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    why_code TEXT    NOT NULL,
    why_text TEXT    NOT NULL
, part INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE loads (
    person TEXT    PRIMARY KEY,
    turns  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    offers INTEGER NOT NULL
, part INTEGER NOT NULL DEFAULT 0, silent INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE absences (
    person   TEXT    NOT NULL,
    end_at   INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    source   TEXT    NOT NULL, cover TEXT NOT NULL DEFAULT '', said_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person, end_at, start_at, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE outages (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    source  TEXT    NOT NULL,
    from_at INTEGER NOT NULL,
    to_at   INTEGER, -- NULL: still open
    why     TEXT    NOT NULL
, kind TEXT NOT NULL DEFAULT 'mailbox') STRICT;
CREATE TABLE cursors (
    source      TEXT    PRIMARY KEY,
    read_at     INTEGER NOT NULL
, place TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE mails (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    source      TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    sender      TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    arrived     INTEGER NOT NULL,
    handoff     TEXT    REFERENCES handoffs (id),
    verdict     TEXT    NOT NULL,
    why         TEXT    NOT NULL,
    auth        TEXT    NOT NULL
, acted INTEGER, ref TEXT NOT NULL DEFAULT '', listed INTEGER) STRICT;
CREATE TABLE raws (
    mail INTEGER PRIMARY KEY REFERENCES mails (id),
    size INTEGER NOT NULL,
    data BLOB    NOT NULL -- raw deflate
) STRICT;
CREATE TABLE seen (
    key BLOB PRIMARY KEY -- SHA-256 of handoff, kind, sender and Message-ID
, proved INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,
    handoff     TEXT    REFERENCES handoffs (id),
    lane        TEXT    NOT NULL, -- recipient and channel: with the handoff, an order to keep
    digest      TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    blocked     INTEGER NOT NULL, -- waits for an earlier row of its lane or for one it names
    created     INTEGER NOT NULL,
    not_before  INTEGER NOT NULL,
    attempts    INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER,
    body        INTEGER, -- row of bodies; joined rows share one
    error       TEXT    NOT NULL DEFAULT '',
    why_code    TEXT    NOT NULL DEFAULT '',
    why_text    TEXT    NOT NULL DEFAULT '',
    action      TEXT    NOT NULL
, host TEXT NOT NULL DEFAULT '', run TEXT NOT NULL DEFAULT '', lease INTEGER NOT NULL DEFAULT 0, claim TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE outbox_after (
    row INTEGER NOT NULL REFERENCES outbox (id),
    key TEXT    NOT NULL,
    PRIMARY KEY (row, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE bodies (
    row        INTEGER PRIMARY KEY, -- the first outbox row that goes out with these bytes
    message_id TEXT    NOT NULL,
    told       INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    data       BLOB    NOT NULL -- raw deflate
) STRICT;
CREATE TABLE digests (
    key     TEXT    PRIMARY KEY,
    sent_at INTEGER NOT NULL
) STRICT;
CREATE TABLE credentials (
    subject    TEXT    NOT NULL, -- the mailbox
    provider   TEXT    NOT NULL,
    key_id     TEXT    NOT NULL, -- which key of the key file sealed it
    nonce      BLOB    NOT NULL,
    sealed     BLOB    NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (subject, provider)
) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    hash    BLOB    UNIQUE,                   -- SHA-256 of the secret; NULL: no mail holds it yet
    handoff TEXT    REFERENCES handoffs (id), -- NULL: the mail to be confirmed begins one
    person  TEXT    NOT NULL,
    role    TEXT    NOT NULL,
    mail    INTEGER UNIQUE REFERENCES mails (id), -- held until confirmed; NULL: a role token
    digest  BLOB,                             -- of that mail's words: copies are asked about once
    issued  INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
, message TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE taking ( -- mails in hand: what is found here at a start has ended the process
    source      TEXT    PRIMARY KEY,
    tries       INTEGER NOT NULL  -- of that one
, through TEXT NOT NULL DEFAULT '', mail TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE bookings (
    handoff  TEXT NOT NULL REFERENCES handoffs (id),
    whose    TEXT NOT NULL, -- empty: the handoff address; else the person in whose own calendar it stands
    provider TEXT NOT NULL,
    calendar TEXT NOT NULL,
    event    TEXT NOT NULL, -- the provider's id of it
    uid      TEXT NOT NULL,
    etag     TEXT NOT NULL,
    PRIMARY KEY (handoff, whose)
) STRICT, WITHOUT ROWID;
CREATE TABLE readings (
    source  TEXT    PRIMARY KEY,
    token   TEXT    NOT NULL,
    read_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE presences (
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    person  TEXT    NOT NULL,
    seen_at INTEGER NOT NULL, -- last
    missing INTEGER NOT NULL, -- how often in a row it was not there since
    PRIMARY KEY (handoff, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE said (
    person TEXT    NOT NULL,
    event  TEXT    NOT NULL,
    word   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (person, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE event_uids (
    uid     TEXT    PRIMARY KEY,
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    person  TEXT    NOT NULL, -- the rep whose event it is; empty: the prospect's people, and before this table everybody
    turn    INTEGER NOT NULL  -- number of the rep's assignment; 0 if it is no rep's
) STRICT, WITHOUT ROWID;
CREATE TABLE deferred (
    mail   INTEGER PRIMARY KEY REFERENCES mails (id),
    sender TEXT    NOT NULL,
    due    INTEGER NOT NULL -- not before
) STRICT;
CREATE TABLE stops (
    address BLOB    PRIMARY KEY, -- SHA-256 of the folded address
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE no_mail (
    person  TEXT    PRIMARY KEY,
    address TEXT    NOT NULL,
    entry   TEXT    NOT NULL, -- mark of the entry in the config, then
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE today_lines (
    message_id TEXT NOT NULL,
    n          INTEGER NOT NULL,
    person     TEXT NOT NULL,
    handoff    TEXT REFERENCES handoffs (id), -- NULL: it is about an entry of a calendar
    entry      TEXT NOT NULL DEFAULT '',
    asks       INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (message_id, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE budgets (
    person  TEXT    PRIMARY KEY,
    day     TEXT    NOT NULL, -- of the counted mails, in the person's zone
    live    INTEGER NOT NULL, -- mails of that day that could not wait for Today
    sent_at INTEGER NOT NULL  -- the latest of them
) STRICT;
CREATE TABLE ledger_days (
    person TEXT NOT NULL,
    day    INTEGER NOT NULL, -- since 1970
    had    INTEGER NOT NULL,
    cost   INTEGER NOT NULL,
    PRIMARY KEY (person, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE endings (
    handoff   TEXT    NOT NULL,
    rep       TEXT    NOT NULL,
    team      TEXT    NOT NULL,
    qualifier TEXT    NOT NULL,
    source    TEXT    NOT NULL,
    at        INTEGER NOT NULL, -- when the rep first answered for it
    how       TEXT    NOT NULL,
    unmet     TEXT    NOT NULL, -- names of criteria, with spaces between them
    unproved  TEXT    NOT NULL,
    PRIMARY KEY (handoff, rep)
) STRICT, WITHOUT ROWID;
CREATE TABLE patterns (
    id      INTEGER PRIMARY KEY,
    team    TEXT    NOT NULL,
    what    TEXT    NOT NULL, -- whose leads: a qualifier's, a source's or a rep's
    who     TEXT    NOT NULL,
    handoff TEXT    NOT NULL, -- at which it was found
    at      INTEGER NOT NULL,
    data    TEXT    NOT NULL
) STRICT;
CREATE TABLE demands (
    team      TEXT    NOT NULL,
    what      TEXT    NOT NULL,
    who       TEXT    NOT NULL,
    criterion TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    by_whom   TEXT    NOT NULL,
    ended     INTEGER NOT NULL DEFAULT 0, -- two in a row were accepted
    PRIMARY KEY (team, what, who, criterion, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE aliases (
    address TEXT    PRIMARY KEY,
    person  TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE moments (
    handoff TEXT    NOT NULL REFERENCES handoffs (id),
    seq     INTEGER NOT NULL, -- of the fact
    at      INTEGER NOT NULL, -- when it was decided
    body    TEXT    NOT NULL, -- JSON
    PRIMARY KEY (handoff, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE moments_owed (handoff TEXT NOT NULL PRIMARY KEY REFERENCES handoffs (id)) STRICT, WITHOUT ROWID;
CREATE TABLE pauses (
    team      TEXT NOT NULL,
    person    TEXT NOT NULL,
    start_at  INTEGER NOT NULL,
    end_at    INTEGER NOT NULL,
    by_person TEXT NOT NULL,
    PRIMARY KEY (team, person, start_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
	from_at INTEGER NOT NULL,
	to_at   INTEGER NOT NULL,
	as_of   INTEGER NOT NULL,
	config  TEXT    NOT NULL,
	PRIMARY KEY (from_at, to_at)
) STRICT, WITHOUT ROWID;
CREATE TABLE troubles (
    kind    TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    from_at INTEGER NOT NULL,
    to_at   INTEGER NOT NULL, -- 0 while it lasts
    told    INTEGER NOT NULL, -- when the admin was told; 0: not
    args    TEXT    NOT NULL, -- JSON
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    hash    BLOB    PRIMARY KEY,
    person  TEXT    NOT NULL,
    how     TEXT    NOT NULL, -- how they proved who they are: link, oidc, demo
    agent   TEXT    NOT NULL, -- the browser, as it names itself
    begun   INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE links (
    hash    BLOB    PRIMARY KEY,
    handoff TEXT,             -- none: the link signs in
    person  TEXT    NOT NULL,
    words   TEXT    NOT NULL, -- what it says, as a plain reply would
    stand   TEXT    NOT NULL, -- where the handoff stood when the mail was written
    issued  INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE erased (
    fact INTEGER PRIMARY KEY REFERENCES facts (id), -- its payload is gone, and the chain holds
    at   INTEGER NOT NULL
) STRICT;
CREATE TABLE forgetting (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    words TEXT NOT NULL, -- addresses and names, one a line
    asked INTEGER NOT NULL
) STRICT;
CREATE TABLE looked (
    fact   INTEGER PRIMARY KEY REFERENCES facts (id),
    at     INTEGER NOT NULL,          -- when it was decided
    salt   BLOB,                      -- NULL, as body: its time was over
    body   TEXT,
    inside INTEGER NOT NULL DEFAULT 0 -- it stands in the payload itself, as before there was this table
) STRICT;
CREATE TABLE talks (
    uid       TEXT PRIMARY KEY,
    version   INTEGER NOT NULL, -- counts its changes
    ends      INTEGER NOT NULL,
    data      TEXT NOT NULL, -- handoff.Talk
    provider  TEXT NOT NULL, -- empty: it stands nowhere
    calendar  TEXT NOT NULL,
    event     TEXT NOT NULL, -- the provider's id of it
    event_uid TEXT NOT NULL,
    etag      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO goose_db_version VALUES (1,0,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (2,1,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (3,2,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (4,3,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (5,4,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (6,5,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (7,6,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (8,7,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (9,8,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (10,9,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (11,10,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (12,11,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (13,12,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (14,13,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (15,14,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (16,15,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (17,16,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (18,17,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (19,20,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (20,21,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (21,22,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (22,24,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (23,26,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (24,27,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (25,28,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (26,29,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (27,30,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (28,35,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (29,36,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (30,37,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (31,38,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (32,39,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (33,40,1,'2026-11-30 21:06:46');
INSERT INTO goose_db_version VALUES (34,41,1,'2026-11-30 21:06:46');
INSERT INTO configs VALUES ('hash','{"Address":"handoff@acme.example","Name":"","Admin":"","Trial":null,"People":null,"Teams":null,"Held":{}}',6,'admin = ''mona''
');
INSERT INTO handoffs VALUES (1,'HO-1',0,'offered',1,'emea','quinn','rita',1,'rita',1795435200000000000,'window',1795680000000000000,1795683600000000000,'HO-1-uid','tok-HO-1',0,'{"ID":"HO-1","Version":0,"Team":"emea","State":"offered","Since":"0001-01-01T00:00:00Z","Created":"0001-01-01T00:00:00Z","Origin":"","Qualifier":"quinn","Prospects":[{"Name":"Pat Kim","Address":"pat@globex.example"}],"Brief":{"company":"Globex","need":"über 40 Plätze ''bald''"},"Start":"2026-11-26T08:00:00Z","End":"2026-11-26T09:00:00Z","Zone":"","UID":"HO-1-uid","Token":"tok-HO-1","Guests":[{"Address":"rita@acme.example","Person":"rita","PartStat":""},{"Address":"pat@globex.example","PartStat":"ACCEPTED"}],"Assignments":[{"N":1,"Rep":"raul","Made":"0001-01-01T00:00:00Z","Window":0,"Require":null,"Ended":"2026-11-23T08:00:00Z","End":"rejected"},{"N":2,"Rep":"rita","UID":"turn-2-uid","Made":"0001-01-01T00:00:00Z","Window":0,"Require":null}],"Next":{"Owner":"rita","At":"2026-11-23T12:00:00Z","What":"window"}}','globex.example');
INSERT INTO handoffs VALUES (2,'HO-2',0,'closed',0,'','quinn','',0,'quinn',NULL,'nudge',0,0,'HO-2-uid','tok-HO-2',2,'{"ID":"HO-2","Version":0,"Team":"","State":"closed","Since":"0001-01-01T00:00:00Z","Created":"0001-01-01T00:00:00Z","Origin":"","Qualifier":"quinn","Prospects":null,"Brief":null,"Start":"0001-01-01T00:00:00Z","End":"0001-01-01T00:00:00Z","Zone":"","UID":"HO-2-uid","Token":"tok-HO-2","Guests":null,"Assignments":null,"Next":{"Owner":"quinn","At":"2026-11-23T08:00:00Z","What":"nudge"}}',NULL);
INSERT INTO prospects VALUES ('pat@globex.example','HO-1');
INSERT INTO message_ids VALUES ('invite@acme.example','HO-1',0);
INSERT INTO message_ids VALUES ('noted@acme.example','HO-1',1);
INSERT INTO message_ids VALUES ('receipt@acme.example','HO-1',0);
INSERT INTO facts VALUES (1,'HO-1',1,'briefed',1795420800000000000,'quinn',X'E5F8D09B47D086357373DBA0977E953B53031872670251474FD7EF06614F0F05',X'D84CCF0666F1BBA0EA570095E9EF0DAC536C587B30F9FD80EE010B9B1965FEA5',2);
INSERT INTO facts VALUES (2,'HO-1',2,'replied',1795420860000000000,'rita',X'C3DC38FF16DA44EB15CA07A43D64133B3DED3290DF6612C5C6A52B2E069F709C',X'969AB46C1E73B6B24B08D600725802E0E35E9DC7E383E032EE805C138651BE15',2);
INSERT INTO facts VALUES (3,'HO-2',1,'replied',1795420920000000000,'rita',X'2438BB42EA2343C38FA83CB92A9B1D1F13602C7271016CF09FE95A6C39F8F72F',X'4E9C3131B0C3B5989BB410BF2AFF5BEBB80C84BFF4CA4883B5C81EC20CE71D02',2);
INSERT INTO payloads VALUES (1,X'42A6B2775C34AB9C47839F0A03D0BC70','{"Fact":{"At":"2026-11-23T08:00:00Z","By":{"Person":"quinn","Address":"quinn@acme.example"},"Via":"imap","MessageID":"\u003c1@acme.example\u003e","ID":"HO-1","UID":"","Token":"","Team":"","Origin":"","Qualifier":"","Prospects":null,"Fields":{"need":"speed"}},"Env":{"Config":"hash","Now":"2026-11-23T08:00:00Z","Reason":{"Code":"new","Text":"a new lead"},"Lookups":{}}}',X'44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A');
INSERT INTO payloads VALUES (2,X'EA572431D0A27F364B2D7E7CA384720D','{"Fact":{"At":"2026-11-23T08:01:00Z","By":{"Person":"rita","Address":"rita@acme.example"},"Via":"imap","MessageID":"\u003c1@acme.example\u003e","Strength":"seen","Reach":""},"Env":{"Config":"hash","Now":"2026-11-23T08:00:00Z","Reason":{"Code":"noted","Text":"noted"},"Looked":"8e2d337c5a44cadfc96d443f02c695f8a9eb2a6406b07862e3f43399a481bf6f","Lookups":{"Twins":[{"Handoff":"HO-2","Start":"2026-11-23T08:00:00Z","Qualifier":"","Rep":""}]}}}',X'786F0EC9D3C7BF501C7FA301D68D1B3CFB3D83282861B76EE9DC4F1A5DEF74C0');
INSERT INTO ledger VALUES (1,'raul','HO-1','turn',1,1795420800000000000,'turn','his turn',0);
INSERT INTO loads VALUES ('raul',1,1795420800000000000,0,0,0);
INSERT INTO loads VALUES ('rita',0,0,1,0,0);
INSERT INTO absences VALUES ('rita',1795424400000000000,1795420800000000000,'mail','',0);
INSERT INTO outages VALUES (1,'imap',1795420740000000000,1795420800000000000,'refused','mailbox');
INSERT INTO cursors VALUES ('imap',1795420800000000000,'7:2');
INSERT INTO mails VALUES (1,'imap','many@acme.example','quinn@acme.example','Lead','human_reply',1795420800000000000,'HO-1','deferred','','',NULL,'7:3',NULL);
INSERT INTO mails VALUES (2,'imap','1@acme.example','quinn@acme.example','Lead','human_reply',1795420800000000000,'HO-1','taken','','',NULL,'7:1',NULL);
INSERT INTO mails VALUES (3,'imap','stray@nowhere.example','x@nowhere.example','','',1795420800000000000,NULL,'held','{"Code":"","Text":"unknown"}','',NULL,'7:2',NULL);
INSERT INTO raws VALUES (1,32,X'002000DFFF5375626A6563743A204C6561640D0A0D0A506174204B696D2C20476C6F6265780300');
INSERT INTO raws VALUES (2,32,X'002000DFFF5375626A6563743A204C6561640D0A0D0A506174204B696D2C20476C6F6265780300');
INSERT INTO raws VALUES (3,5,X'000500FAFF68656C6C6F0300');
INSERT INTO seen VALUES (X'5B9F5D4CBE678100B3E462AC71876567431EEBEAB2D134AA85D24BCCC6F90815',1);
INSERT INTO outbox VALUES (1,'HO-1/receipt/quinn/1','HO-1','quinn/internal','',2,'sent',0,1795420800000000000,1795420800000000000,1,1795420800000000000,1,'','','','{"Handoff":"HO-1","Purpose":"receipt","To":{"Person":"quinn","Role":""},"Revision":1,"Why":{"Code":""}}','','me',1795421700000000000,'CUAAAZQJTR5R72QV4L6CFAQOAC.1');
INSERT INTO outbox VALUES (2,'/service/outage imap',NULL,'mona/service','',2,'pending',0,1795420800000000000,1795420800000000000,0,NULL,NULL,'','','','{"Handoff":"","Purpose":"service","To":{"Person":"mona","Role":""},"Revision":0,"Why":{"Code":""},"Detail":{"key":"outage imap","subject":"handoffd cannot read imap","text":"since nine","html":"\u003cp\u003esince nine\u003c/p\u003e","items":"e1\ne2"}}','','',0,'');
INSERT INTO outbox VALUES (3,'HO-1/invite/rita/1','HO-1','rita/calendar','',1,'claimed',0,1795420800000000000,1795420800000000000,1,NULL,3,'','','','{"Handoff":"HO-1","Purpose":"invite","To":{"Person":"rita","Role":""},"Revision":1,"Why":{"Code":""}}','','me',1795421700000000000,'GRPR7V4RP4ASZA6SLGDLVPOGUX.3');
INSERT INTO outbox VALUES (4,'HO-1/brief/raul/1','HO-1','raul/internal','',2,'pending',0,1795420800000000000,1795420800000000000,0,NULL,NULL,'','','','{"Handoff":"HO-1","Purpose":"brief","To":{"Person":"raul","Role":""},"Revision":1,"Why":{"Code":""}}','','',0,'');
INSERT INTO outbox VALUES (5,'HO-1/reminder/mona/1','HO-1','mona/internal','',2,'pending',1,1795420800000000000,1795420800000000000,0,NULL,NULL,'','','','{"Handoff":"HO-1","Purpose":"reminder","To":{"Person":"mona","Role":""},"Revision":1,"After":["HO-1/invite/rita/1"],"Why":{"Code":""}}','','',0,'');
INSERT INTO outbox_after VALUES (5,'HO-1/invite/rita/1');
INSERT INTO bodies VALUES (1,'receipt@acme.example',1795420800000000000,11,X'000B00F4FF74686520726563656970740300');
INSERT INTO bodies VALUES (3,'invite@acme.example',1795420800000000000,14,X'000E00F1FF74686520696E7669746174696F6E0300');
INSERT INTO digests VALUES ('digest',1795420800000000000);
INSERT INTO credentials VALUES ('handoff@acme.example','google','key',X'6E6F6E6365',X'7365616C6564',1795420800000000000);
INSERT INTO tokens VALUES (1,X'2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B','HO-1','rita','rep',NULL,NULL,1795420800000000000,1795424400000000000,0,'');
INSERT INTO tokens VALUES (2,X'B381B2A98D6F37D52D77CF2F15D1961DEFE2CE5BDD78535767A6C6F4559495F9',NULL,'rita','',NULL,NULL,1795420800000000000,1795424400000000000,0,'today@acme.example');
INSERT INTO taking VALUES ('imap',2,'7:5','7:3');
INSERT INTO bookings VALUES ('HO-1','','google','','e1','e1@google.example','1');
INSERT INTO readings VALUES ('calendar handoff@acme.example','token',1795420800000000000);
INSERT INTO presences VALUES ('HO-1','rita',1795420800000000000,1);
INSERT INTO said VALUES ('rita','e1','ignore',1795420800000000000);
INSERT INTO event_uids VALUES ('HO-1-uid','HO-1','',0);
INSERT INTO event_uids VALUES ('HO-2-uid','HO-2','',0);
INSERT INTO event_uids VALUES ('turn-2-uid','HO-1','rita',2);
INSERT INTO deferred VALUES (1,'quinn@acme.example',1795424400000000000);
INSERT INTO stops VALUES (X'A5D73557A1E7315A95635C9336F91BEAE36921B731B75FAC87D16C6AEB011946',1795420800000);
INSERT INTO no_mail VALUES ('raul','raul@acme.example','mark',1795420800000);
INSERT INTO today_lines VALUES ('today@acme.example',1,'rita','HO-1','',1,1795420800000000000);
INSERT INTO today_lines VALUES ('today@acme.example',2,'rita',NULL,'e1',0,1795420800000000000);
INSERT INTO budgets VALUES ('rita','2026-11-23',1,1795420800000000000);
INSERT INTO ledger_days VALUES ('raul',20780,1,0);
INSERT INTO endings VALUES ('HO-1','raul','emea','quinn','fair',1795420800000000000,'rejected','budget','budget');
INSERT INTO patterns VALUES (1,'emea','rep','raul','HO-1',1795420800000000000,'{"Team":"emea","Whose":{"What":"rep","ID":"raul"},"Leads":["HO-1"],"Went":null,"Of":1,"Handoff":"HO-1","At":"2026-11-23T08:00:00Z"}');
INSERT INTO demands VALUES ('emea','rep','raul','budget',1795420800000000000,'mona',0);
INSERT INTO aliases VALUES ('raul@home.example','raul',1795420800000);
INSERT INTO moments VALUES ('HO-1',1,1795420800000000000,'[{"k":"state","at":"2026-11-23T08:00:00Z","code":"offered"}]');
INSERT INTO moments_owed VALUES ('HO-2');
INSERT INTO pauses VALUES ('sales','rita',1795420800000000000,1795424400000000000,'mara');
INSERT INTO reports VALUES (1795420800000000000,1796025600000000000,1796025600000000000,'hash');
INSERT INTO troubles VALUES ('disk','',1795420800000000000,0,1795424400000000000,'[{"k":"number","n":5}]');
INSERT INTO sessions VALUES (X'3F3AF1ECEBBD1410AB417EC0D27BBFCB5D340E177AE159B59FC8626C2DFD9175','rita','link','Firefox',1795420800000000000,1795420800000000000,1795424400000000000);
INSERT INTO links VALUES (X'B1B1BDB480C61D075300D9BFF7D9CB69CF31695EA048E478FACADF426E8D0FB0','HO-1','rita','accept','offered 2 0',1795420800000000000,1795424400000000000,0);
INSERT INTO erased VALUES (3,1);
INSERT INTO forgetting VALUES (1,'ann@globex.example
Ann Lee',1795420800000000000);
INSERT INTO looked VALUES (2,1795420800000000000,X'CEDCDD8E9772735239EF855F49055A4C','{"rita":{"From":"2026-11-23T08:00:00Z","To":"2026-11-30T08:00:00Z","Busy":[{"Start":"2026-11-25T08:00:00Z","End":"2026-11-25T09:00:00Z","Key":"busykey7q"}],"ReadAt":"2026-11-23T08:00:00Z"}}',0);
INSERT INTO talks VALUES ('one-to-one-1@acme.example',1,1795510800000000000,'{"uid":"one-to-one-1@acme.example","sequence":0,"start":"2026-11-24T08:00:00Z","end":"2026-11-24T09:00:00Z","with":["mona","rita"],"title":{"Code":""},"team":"emea"}','google','','t1','t1@google.example','1');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('goose_db_version',34);
INSERT INTO sqlite_sequence VALUES ('outbox',5);
INSERT INTO sqlite_sequence VALUES ('outages',1);
INSERT INTO sqlite_sequence VALUES ('handoffs',2);
INSERT INTO sqlite_sequence VALUES ('facts',3);
INSERT INTO sqlite_sequence VALUES ('ledger',1);
INSERT INTO sqlite_sequence VALUES ('tokens',2);
INSERT INTO sqlite_sequence VALUES ('mails',3);
INSERT INTO sqlite_sequence VALUES ('forgetting',1);
CREATE INDEX handoffs_long ON handoffs (rep, start_at) WHERE turn = 1 AND end_at - start_at > 14400000000000;
CREATE INDEX handoffs_forget ON handoffs (id) WHERE forget = 1;
CREATE INDEX message_ids_handoff ON message_ids (handoff) WHERE noted = 1;
CREATE TRIGGER facts_stay BEFORE UPDATE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER facts_are_kept BEFORE DELETE ON facts
BEGIN SELECT RAISE(ABORT, 'facts are append-only'); END;
CREATE TRIGGER payloads_stay BEFORE UPDATE ON payloads
BEGIN SELECT RAISE(ABORT, 'payloads are erased, never changed'); END;
CREATE INDEX ledger_handoff ON ledger (handoff);
CREATE INDEX outages_to ON outages (to_at);
CREATE INDEX mails_handoff ON mails (handoff, message_id);
CREATE INDEX mails_held ON mails (id) WHERE verdict = 'held';
CREATE INDEX outbox_lane ON outbox (handoff, lane, finished_at, id);
CREATE INDEX outbox_ready ON outbox (digest, priority, not_before, id) WHERE state = 'pending' AND blocked = 0;
CREATE INDEX outbox_claimed ON outbox (digest) WHERE state = 'claimed';
CREATE INDEX outbox_after_key ON outbox_after (key);
CREATE INDEX tokens_asked ON tokens (person, issued) WHERE mail IS NOT NULL;
CREATE INDEX tokens_handoff ON tokens (handoff);
CREATE INDEX mails_answered ON mails (sender, arrived) WHERE verdict = 'taken' AND kind = 'human_reply';
CREATE INDEX outbox_sent ON outbox (finished_at) WHERE state = 'sent';
CREATE INDEX bookings_event ON bookings (provider, event);
CREATE INDEX mails_strange ON mails (arrived) WHERE handoff IS NULL;
CREATE INDEX mails_heldby ON mails (sender) WHERE verdict = 'held';
CREATE INDEX mails_acted ON mails (sender, acted) WHERE acted IS NOT NULL;
CREATE INDEX mails_deferred ON mails (id) WHERE verdict = 'deferred';
CREATE INDEX deferred_due ON deferred (due);
CREATE INDEX deferred_sender ON deferred (sender, due);
CREATE UNIQUE INDEX mails_ref ON mails (source, ref) WHERE ref <> '';
CREATE UNIQUE INDEX outages_open ON outages (kind, source) WHERE to_at IS NULL;
CREATE INDEX mails_unlisted ON mails (arrived) WHERE verdict = 'held' AND listed IS NULL;
CREATE INDEX ledger_person ON ledger (person, id);
CREATE INDEX handoffs_company ON handoffs (company, n) WHERE company IS NOT NULL;
CREATE INDEX endings_rep ON endings (team, rep, at);
CREATE INDEX endings_qualifier ON endings (team, qualifier, at);
CREATE INDEX endings_source ON endings (team, source, at) WHERE source <> '';
CREATE INDEX patterns_whose ON patterns (team, what, who, at);
CREATE INDEX moments_at ON moments (at);
CREATE INDEX sessions_person ON sessions (person, seen);
CREATE INDEX links_expires ON links (expires);
CREATE INDEX links_person ON links (person, issued);
CREATE INDEX looked_at ON looked (at) WHERE body IS NOT NULL OR inside = 1;
CREATE INDEX handoffs_due ON handoffs (due_at, id, team) WHERE due_at IS NOT NULL;
CREATE INDEX outbox_failed ON outbox (finished_at) WHERE state = 'failed';
CREATE INDEX talks_ends ON talks (ends);
CREATE INDEX talks_event ON talks (provider, event);
CREATE INDEX talks_event_uid ON talks (event_uid);
CREATE INDEX handoffs_meets ON handoffs (rep, start_at, end_at, id) WHERE open = 1 AND turn = 1;
CREATE INDEX handoffs_owner ON handoffs (owner, due_at, id, state) WHERE open = 1;
CREATE INDEX handoffs_qualifier ON handoffs (qualifier, due_at, id, owner, state) WHERE open = 1;
CREATE INDEX handoffs_reps ON handoffs (rep, due_at, id, owner, state, team) WHERE open = 1;
CREATE INDEX handoffs_met ON handoffs (rep, qualifier)
    WHERE state IN ('accepted', 'past', 'held', 'nurture', 'converted');
COMMIT;
