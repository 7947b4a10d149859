//! QR codes as part of a page.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

use super::page::escaped;

/// The margin that scanners need, in modules.
const QUIET: usize = 4;

/// The text is longer than a QR code holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text of {0} bytes does not fit into a QR code; show it as text")]
pub struct TooLong(pub usize);

/// The text as a QR code: an SVG to stand in a page, with a title for those who do not see it. It has attributes only,
/// no styles and no scripts, which a strict content policy would refuse. Its ground is white on every page, because
/// scanners want dark on light. How large it is shown is for the page to say; it has the class `qr`.
///
/// # Errors
/// For texts of some thousand bytes.
pub fn qr_svg(text: &str, title: &str) -> Result<String, TooLong> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong(text.len()))?;
    let side = code.width() + 2 * QUIET;
    let title = escaped(title);
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{title}" shape-rendering="crispEdges"><title>{title}</title><rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d=""##
    );
    let modules = code.to_colors();
    for (row, line) in modules.chunks(code.width()).enumerate() {
        for (from, length) in runs(line) {
            let (x, y) = (from + QUIET, row + QUIET);
            // Writing to a string does not fail.
            let _ = write!(svg, "M{x} {y}h{length}v1h-{length}z");
        }
    }
    svg.push_str(r#""/></svg>"#);
    Ok(svg)
}

/// Where dark modules stand in a row, and how many next to one another.
fn runs(line: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in line.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        match runs.last_mut() {
            Some((from, length)) if *from + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "otpauth://totp/Bailiwick:anna%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bailiwick";

    /// The modules that an SVG shows, read back from its path.
    fn drawn(svg: &str) -> Vec<Vec<bool>> {
        let inside =
            |from: &str, to: &str| svg.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned();
        let side: usize = inside("viewBox=\"0 0 ", " ").parse().unwrap();
        let mut modules = vec![vec![false; side]; side];
        for run in inside(" d=\"M", "\"").split('M') {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            modules[y][x..x + length].iter_mut().for_each(|module| *module = true);
        }
        modules
    }

    #[test]
    fn every_module_is_drawn_inside_a_quiet_margin() {
        let modules = drawn(&qr_svg(URI, "for the authenticator").unwrap());
        let code = QrCode::with_error_correction_level(URI, EcLevel::M).unwrap();
        assert_eq!(modules.len(), code.width() + 8);
        let expected = code.to_colors();
        for (y, row) in modules.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let inside = (4..modules.len() - 4).contains(&x) && (4..modules.len() - 4).contains(&y);
                let wanted = inside && expected[(y - 4) * code.width() + x - 4] == Color::Dark;
                assert_eq!(*dark, wanted, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_strict_page_may_hold_it_and_everybody_is_told_what_it_is() {
        let svg = qr_svg(URI, "Anna's <code> & \"more\"").unwrap();
        assert!(svg.contains("<title>Anna's &lt;code&gt; &amp; &quot;more&quot;</title>"), "{svg}");
        assert!(svg.contains("role=\"img\" aria-label=\"Anna's &lt;code&gt; &amp; &quot;more&quot;\""));
        for refused in ["style", "<script", "href", "<?xml", "GEZD"] {
            assert!(!svg.contains(refused), "{refused}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(qr_svg(&"x".repeat(5_000), "too much"), Err(TooLong(5_000)));
    }
}
