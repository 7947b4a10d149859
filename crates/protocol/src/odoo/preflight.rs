//! Refuses XML that would be dear to parse, before it is parsed.
//!
//! One pass over the bytes without building anything. Text that is not well formed is let through here: the real
//! parser has the better message.

use super::{
    OdooError,
    limits::{MAX_XML_ATTRIBUTES, MAX_XML_DEPTH},
    place::line_of,
};

/// Checks depth, number of attributes and the absence of a document type declaration.
pub(super) fn check(path: &str, text: &str) -> Result<(), OdooError> {
    let path = || path.to_owned();
    let mut depth = 0_usize;
    let mut position = 0;
    while let Some(start) = find(text, position, "<") {
        let rest = text.get(start..).unwrap_or_default();
        let end = if rest.starts_with("<!--") {
            find(text, start + 4, "-->")
        } else if rest.starts_with("<![CDATA[") {
            find(text, start, "]]>")
        } else if rest.starts_with("<!") {
            return Err(OdooError::Doctype { path: path(), line: line_of(text, start) });
        } else if rest.starts_with("<?") {
            find(text, start, "?>")
        } else if rest.starts_with("</") {
            depth = depth.saturating_sub(1);
            find(text, start, ">")
        } else {
            let tag = Tag::scan(rest);
            if tag.attributes > MAX_XML_ATTRIBUTES {
                return Err(OdooError::TooManyAttributes { path: path(), line: line_of(text, start) });
            }
            depth += usize::from(!tag.closed);
            if depth > MAX_XML_DEPTH {
                return Err(OdooError::TooDeep { path: path(), line: line_of(text, start) });
            }
            tag.length.map(|length| start + length)
        };
        let Some(end) = end else { break };
        position = end.max(start + 1);
    }
    Ok(())
}

fn find(text: &str, from: usize, what: &str) -> Option<usize> {
    text.get(from..)?.find(what).map(|at| from + at)
}

struct Tag {
    attributes: usize,
    closed: bool,
    /// Position of its `>`, if there is one.
    length: Option<usize>,
}

impl Tag {
    fn scan(text: &str) -> Self {
        let mut tag = Self { attributes: 0, closed: false, length: None };
        let mut quote = None;
        let mut before = b'<';
        for (at, byte) in text.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => tag.attributes += 1,
                (None, b'>') => {
                    tag.closed = before == b'/';
                    tag.length = Some(at);
                    return tag;
                }
                (None, _) => {}
            }
            before = byte;
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_quotes_do_not_count() {
        let text =
            "<?xml version='1.0'?><odoo><!-- <a><b><!DOCTYPE> --><f e=\"a>b=c\"/><![CDATA[<x><y>]]></odoo>";
        assert_eq!(check("a.xml", text), Ok(()));
    }

    #[test]
    fn depth_attributes_and_doctype_are_refused_with_their_line() {
        let deep = "<a>\n".repeat(MAX_XML_DEPTH + 1);
        assert_eq!(check("a.xml", &deep), Err(OdooError::TooDeep { path: "a.xml".into(), line: 101 }));
        let wide = format!("<odoo>\n<a {}/></odoo>", "b=''".repeat(MAX_XML_ATTRIBUTES + 1));
        assert!(matches!(check("a.xml", &wide), Err(OdooError::TooManyAttributes { line: 2, .. })));
        let doctype = "<?xml version='1.0'?>\n<!DOCTYPE odoo [<!ENTITY x 'y'>]><odoo>&x;</odoo>";
        assert!(matches!(check("a.xml", doctype), Err(OdooError::Doctype { line: 2, .. })));
    }
}
