//! Text in two formats, read under limits and written in one way.

use serde::{Serialize, de::DeserializeSeed};

use super::{DocumentError, WriteError, unique};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML 1.2.
    Yaml,
    /// JSON.
    Json,
}

impl Format {
    /// The format that the extension of `path` names; else JSON when the text starts with a brace, else YAML.
    #[must_use]
    pub fn of(path: &str, text: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        if lower.ends_with(".json") {
            return Self::Json;
        }
        if lower.ends_with(".yaml") || lower.ends_with(".yml") {
            return Self::Yaml;
        }
        if without_mark(text).trim_start().starts_with('{') { Self::Json } else { Self::Yaml }
    }
}

/// How much a text may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Length of the text.
    pub bytes: usize,
    /// Maps and lists inside each other.
    pub depth: usize,
    /// Values in a YAML text; a JSON text is bounded by its length.
    pub nodes: usize,
    /// Uses of YAML anchors.
    pub aliases: usize,
}

impl Limits {
    /// For policy files: ten thousand roles, lists and rules with room to spare.
    pub const DOCUMENT: Self = Self { bytes: 64 << 20, depth: 64, nodes: 8_000_000, aliases: 1_000 };
    /// For world files, which bring records along.
    pub const WORLD: Self = Self { bytes: 1 << 30, depth: 64, nodes: 40_000_000, aliases: 1_000 };
}

/// Reads `text` as the seed's value.
pub(crate) fn read<'de, S: DeserializeSeed<'de>>(
    path: &str,
    text: &'de str,
    limits: &Limits,
    seed: S,
) -> Result<S::Value, DocumentError> {
    if text.len() > limits.bytes {
        return Err(DocumentError::too_long(path, text.len(), limits.bytes));
    }
    if says_nothing(text) {
        return Err(DocumentError::empty(path));
    }
    match Format::of(path, text) {
        Format::Yaml => read_yaml(text, limits, seed).map_err(|e| DocumentError::from_yaml(path, &e)),
        Format::Json => {
            read_json(without_mark(text), limits, seed).map_err(|e| DocumentError::from_json(path, &e))
        }
    }
}

pub(crate) fn read_json<'de, S: DeserializeSeed<'de>>(
    text: &'de str,
    limits: &Limits,
    seed: S,
) -> Result<S::Value, serde_json::Error> {
    unique::check(text, limits.depth)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

fn read_yaml<'de, S: DeserializeSeed<'de>>(
    text: &'de str,
    limits: &Limits,
    seed: S,
) -> Result<S::Value, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: limits.depth,
            flow_nesting_limit: limits.depth,
            max_nodes: limits.nodes,
            max_events: limits.nodes.saturating_mul(3),
            max_aliases: limits.aliases,
            max_anchors: limits.aliases,
            // Two, so that the second is refused as such.
            max_documents: 2,
            max_total_scalar_bytes: limits.bytes,
        },
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::Error,
        // A merge key would hide where a right comes from.
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        // `no` is a country, `0755` a code and `1_000` a name, unless something else was asked for.
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    };
    serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        seed.deserialize(deserializer)
    })
}

/// The value as YAML: block style, texts of several lines as block scalars.
pub(crate) fn yaml<T: Serialize>(value: &T) -> Result<String, WriteError> {
    let options = serde_saphyr::ser_options! {
        // Long lines stay whole: a condition is searched for, and compared, line by line.
        folded_wrap_chars: 1 << 20,
    };
    serde_saphyr::to_string_with_options(value, options).map_err(|e| WriteError(e.to_string()))
}

/// The value as indented JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, WriteError> {
    let mut text = serde_json::to_string_pretty(value).map_err(|e| WriteError(e.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// The text without a byte-order mark.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether there are only blank lines and comments. A file cut down to nothing must not read as "remove everything".
fn says_nothing(text: &str) -> bool {
    without_mark(text).lines().map(str::trim_start).all(|line| line.is_empty() || line.starts_with('#'))
}
