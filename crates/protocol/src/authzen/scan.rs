//! A look over the body before anything is built: its length, its depth, and its strings.

use super::{Limits, RequestError};

/// The body as text, if it is worth parsing.
pub(super) fn admit<'a>(body: &'a [u8], limits: &Limits) -> Result<&'a str, RequestError> {
    if body.len() > limits.bytes {
        return Err(RequestError::TooLong { bytes: body.len(), limit: limits.bytes });
    }
    let text = std::str::from_utf8(body).map_err(|_| RequestError::malformed("it is not UTF-8"))?;
    if text.trim_ascii_start().is_empty() {
        return Err(RequestError::malformed("it is empty; send a JSON object"));
    }
    let mut bytes = body.iter().copied();
    let mut depth = 0_usize;
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => string(&mut bytes)?,
            b'{' | b'[' => {
                depth += 1;
                if depth > limits.depth {
                    return Err(RequestError::malformed(format!(
                        "it is nested deeper than {} levels",
                        limits.depth
                    )));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(text)
}

/// Runs to the end of a string. The parser checks the members it knows; this covers all others, which are skipped
/// or kept raw, so that half a surrogate pair is refused wherever it stands.
fn string(bytes: &mut impl Iterator<Item = u8>) -> Result<(), RequestError> {
    let lone = || RequestError::malformed("a string holds half a surrogate pair");
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return Ok(()),
            b'\\' => {}
            _ => continue,
        }
        if bytes.next() != Some(b'u') {
            continue;
        }
        match hex4(bytes) {
            Some(0xD800..=0xDBFF) => {
                let second = (bytes.next() == Some(b'\\') && bytes.next() == Some(b'u')).then(|| hex4(bytes));
                if !matches!(second.flatten(), Some(0xDC00..=0xDFFF)) {
                    return Err(lone());
                }
            }
            Some(0xDC00..=0xDFFF) => return Err(lone()),
            Some(_) => {}
            None => return Err(RequestError::malformed("a string holds a broken \\u escape")),
        }
    }
    Err(RequestError::malformed("a string has no end"))
}

fn hex4(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    (0..4).try_fold(0, |code, _| Some(code * 16 + char::from(bytes.next()?).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(body: &str) -> bool {
        admit(body.as_bytes(), &Limits { bytes: 100, depth: 3, items: 1 }).is_ok()
    }

    #[test]
    fn only_whole_surrogate_pairs_pass() {
        for good in [
            r#"{"a":"\ud83d\ude00"}"#,
            r#"{"a":"\\ud800"}"#,
            r#"{"a":"\u00e9\n\""}"#,
            r#"{"a":"}}}]]]{{{["}"#,
        ] {
            assert!(admitted(good), "{good}");
        }
        for bad in [
            r#"{"a":"\ud83d"}"#,
            r#"{"a":"\ude00"}"#,
            r#"{"\ud83d\ud83d":1}"#,
            r#"{"a":"\ud83dx"}"#,
            r#"{"a":"\u12"}"#,
        ] {
            assert!(!admitted(bad), "{bad}");
        }
    }

    #[test]
    fn depth_length_and_emptiness_are_bounded() {
        assert!(admitted("[[[]]]"));
        assert!(!admitted("[[[[]]]]"));
        assert!(admitted("[[],[],[[]]]"));
        assert!(!admitted(" \n"));
        assert!(!admitted(&" ".repeat(101)));
        assert!(admit(b"\"\xff\"", &Limits::default()).is_err());
    }
}
