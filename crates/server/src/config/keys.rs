//! The list of all keys. The environment, the flags and the documentation are made from it.

/// A key of the configuration.
#[derive(Clone, Copy, Debug)]
pub struct KeyInfo {
    /// Where it stands in the file, as in `limits.page`.
    pub path: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What counts when it is absent, for people.
    pub default: &'static str,
    /// What it is about.
    pub about: &'static str,
}

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A text that must not be shown.
    Secret,
    /// A path.
    Path,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// Texts; in the environment separated by commas.
    List,
    /// Secrets by name; in the environment one variable per name.
    Secrets,
}

impl KeyInfo {
    /// Its variable in the environment.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.path.replace('.', "_").to_uppercase())
    }
}

/// What all variables begin with.
pub const PREFIX: &str = "BAILIWICK_";

/// Variables of the command line, which are no configuration: where it administers, and as whom.
pub const OF_COMMANDS: [&str; 2] = ["BAILIWICK_SERVER", "BAILIWICK_TOKEN"];

/// The variable that names the configuration file.
pub const FILE_VARIABLE: &str = "BAILIWICK_CONFIG";

const fn key(path: &'static str, kind: Kind, default: &'static str, about: &'static str) -> KeyInfo {
    KeyInfo { path, kind, default, about }
}

/// Every key.
pub const KEYS: &[KeyInfo] = &[
    key(
        "database",
        Kind::Secret,
        "`sqlite://DATA_DIR/bailiwick.db`",
        "Where everything is kept: `sqlite://PATH` or `postgres://USER:PASSWORD@HOST/NAME`.",
    ),
    key("listen", Kind::Text, "`127.0.0.1:8080`", "Address and port to listen at."),
    key(
        "public_url",
        Kind::Text,
        "`http://LISTEN`",
        "The address that callers know this server by. It must be https unless it is the loopback interface. Addresses in \
         answers are made from it, never from a request.",
    ),
    key("data_dir", Kind::Path, "`$XDG_DATA_HOME/bailiwick`", "Where files are kept."),
    key(
        "key_file",
        Kind::Path,
        "`DATA_DIR/key`",
        "The installation's secret, made on first use. All nodes of an installation need the same one.",
    ),
    key("backup_dir", Kind::Path, "none", "Where backups are kept: `doctor` looks at how old the newest is."),
    key(
        "connections",
        Kind::Secrets,
        "none",
        "Databases with records, by the name that models use: `connections.NAME = \"postgres://…\"`.",
    ),
    key(
        "subject_types",
        Kind::List,
        "`user`",
        "AuthZEN subject types that searches know as users, beside the name of the user model.",
    ),
    key(
        "trusted_proxies",
        Kind::List,
        "none",
        "Networks of the proxies in front of the server, as in `10.0.0.0/8`. Only what they say in `X-Forwarded-For` is believed; without one, a \
         request comes from whoever opened the connection.",
    ),
    key(
        "passwords.memory_kib",
        Kind::Number,
        "`19456`",
        "Memory of one password hash (Argon2id) in KiB. Hashes with another cost are replaced when their user signs in.",
    ),
    key("passwords.passes", Kind::Number, "`2`", "How often that memory is gone over."),
    key(
        "passwords.places",
        Kind::Number,
        "`0`",
        "Passwords that are hashed at the same time, each with that memory. 0 is as many as there are processors.",
    ),
    key(
        "passwords.waiting",
        Kind::Number,
        "`200`",
        "Sign-ins that may wait for that; others get 503 with `Retry-After`.",
    ),
    key(
        "passwords.breached",
        Kind::Path,
        "none",
        "A list of passwords that became known in breaches, by SHA-1 and sorted ([form](signing-in.md#the-list-of-breached-passwords)). Nobody can \
         choose one of them.",
    ),
    key(
        "passkeys.domain",
        Kind::Text,
        "the name in `public_url`",
        "The name that passkeys are for: that one, or one above it, such as `example.org` for `id.example.org`. Passkeys work for the \
         name that they were made for and no other ever after.",
    ),
    key(
        "passkeys.maker_files",
        Kind::List,
        "none",
        "Files with the root certificates (PEM) of the makers of devices that are trusted. Where the setting `passkey.attested` is true, a \
         passkey has to come from one of them.",
    ),
    key(
        "passkeys.models",
        Kind::List,
        "all",
        "Of those makers' devices, the models that are trusted, by AAGUID.",
    ),
    key(
        "metrics.open",
        Kind::Switch,
        "`false`",
        "Whether `/metrics` may be read without a token of scope `admin`.",
    ),
    key("log.format", Kind::Text, "`pretty`", "`pretty` for people, `json` for programs."),
    key("log.filter", Kind::Text, "`info`", "Which log entries, as in `info,bailiwick_server=debug`."),
    key(
        "audit.checkpoint_entries",
        Kind::Number,
        "`1000`",
        "A running server signs the end of the audit trail after so many new entries. 0 is never because of their number.",
    ),
    key(
        "audit.checkpoint_minutes",
        Kind::Number,
        "`60`",
        "And, when there is something new, after so many minutes. 0 is never because of time.",
    ),
    key(
        "audit.checkpoint_file",
        Kind::Path,
        "none",
        "A file that signed checkpoints are added to, beside the database: on another disk, best one that only takes \
         more. `bailiwick audit verify --checkpoint` takes it.",
    ),
    key(
        "audit.synchronous",
        Kind::Switch,
        "`false`",
        "Whether a question that the audit trail is told of is answered only when the entry is on the disk. Otherwise entries are \
         written many at a time, and a server that is killed loses those that waited.",
    ),
    key(
        "audit.waiting",
        Kind::Number,
        "`10000`",
        "Entries of looks and decisions that may wait to be written; whoever asks more waits too.",
    ),
    key("audit.wait_seconds", Kind::Number, "`5`", "How long somebody waits for room, or for the disk."),
    key(
        "audit.when_full",
        Kind::Text,
        "`refuse`",
        "What happens then: `refuse` gives no answer (503), `answer` gives it and has the trail told how many entries it lacks.",
    ),
    key(
        "mail.carrier",
        Kind::Text,
        "`none`",
        "Who carries mail: `smtp` hands it to the server at `mail.url`; `file` writes `.eml` files and `console` prints it, for trying \
         things out; `none` sends none.",
    ),
    key(
        "mail.from",
        Kind::Text,
        "none",
        "Whose letters they are: `NAME <NAME@DOMAIN>`. The name is what letters call the service.",
    ),
    key("mail.reply_to", Kind::Text, "none", "Where answers to letters go."),
    key(
        "mail.url",
        Kind::Text,
        "none",
        "The mail server: `smtp://USER@HOST:PORT` (STARTTLS, never without), `smtps://` (TLS from the beginning), or `smtp-plain://` \
         (no encryption; this machine alone).",
    ),
    key("mail.password", Kind::Secret, "none", "The password of its user; best in a file of its own."),
    key(
        "mail.ca_file",
        Kind::Path,
        "none",
        "The authority that signed the server's certificate (PEM), in the place of the system's.",
    ),
    key("mail.directory", Kind::Path, "`DATA_DIR/letters`", "Where the carrier `file` puts letters."),
    key(
        "sms.carrier",
        Kind::Text,
        "`none`",
        "Who carries text messages: `http` sends a request to the gateway at `sms.url`; `file`, `console` and `none` as for mail.",
    ),
    key(
        "sms.url",
        Kind::Secret,
        "none",
        "The gateway, which must be https unless it is this machine. Redirects are not followed.",
    ),
    key("sms.form", Kind::Text, "`json`", "The form of a request (POST): `json` or `form`."),
    key(
        "sms.body",
        Kind::Text,
        "none",
        "A request with `{to}` and `{text}` where they belong, as in `{\"to\":\"{to}\",\"message\":\"{text}\"}` or \
         `To={to}&Body={text}`.",
    ),
    key(
        "sms.headers",
        Kind::Secrets,
        "none",
        "Further headers by their names, such as the gateway's key: `sms.headers.authorization = \"Bearer …\"`. In the environment \
         a `-` is a `_`.",
    ),
    key("sms.directory", Kind::Path, "`DATA_DIR/letters`", "Where the carrier `file` puts messages."),
    key("limits.body_bytes", Kind::Number, "`1048576`", "Length of a request's body."),
    key("limits.depth", Kind::Number, "`32`", "Objects and lists inside each other in a body."),
    key("limits.batch_items", Kind::Number, "`1000`", "Questions in one batch."),
    key(
        "limits.page",
        Kind::Number,
        "`1000`",
        "Results on one page of a search; more come on further pages.",
    ),
    key("limits.searches", Kind::Number, "`4`", "Searches worked on at the same time; others wait."),
    key("limits.connections", Kind::Number, "`10000`", "Open connections; others wait."),
    key("limits.request_seconds", Kind::Number, "`30`", "Time for an answer."),
    key(
        "limits.header_seconds",
        Kind::Number,
        "`30`",
        "Time for the head of a request, and for an idle connection.",
    ),
    key("limits.wait_seconds", Kind::Number, "`5`", "How long a demanded revision is waited for before 409."),
    key(
        "limits.kept_revisions",
        Kind::Number,
        "`2`",
        "Earlier revisions that stay in memory, so that searches being paged through can finish on theirs. They \
         share with the newest what did not change between them; a change of companies, departments or areas is a whole copy.",
    ),
    key(
        "limits.requests_per_second",
        Kind::Number,
        "`0`",
        "Requests of one token in a second, all at once if it likes; what is beyond gets 429 with `Retry-After`. A batch is \
         one request. 0 is no limit.",
    ),
    key(
        "limits.failed_tokens",
        Kind::Number,
        "`60`",
        "Requests with a refused token from one address (one /64 network of IPv6) in a minute; what is beyond gets 429 with \
         `Retry-After` instead of 401. A token that is accepted is never held up by it. 0 is no limit.",
    ),
];
