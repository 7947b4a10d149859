//! A figure, its bound, and whether it is kept.

/// Which side of a bound is good.
#[derive(Clone, Copy)]
pub(crate) enum Bound {
    AtMost(f64),
    AtLeast(f64),
}

/// One line: what was measured, its unit, the bound, the figure's ratio to it, and the verdict.
pub(crate) fn tell(what: &str, value: f64, unit: &str, bound: Bound) {
    let (word, limit, kept) = match bound {
        Bound::AtMost(limit) => ("at most", limit, value <= limit),
        Bound::AtLeast(limit) => ("at least", limit, value >= limit),
    };
    let verdict = if kept { "kept" } else { "MISSED" };
    println!(
        "{what:<52} {value:>9.2} {unit:<9} {word:<8} {limit:>7.1}  {:>5.2} of it  {verdict}",
        value / limit
    );
}

/// The one in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The smallest and the largest.
pub(crate) fn spread(values: &[f64]) -> (f64, f64) {
    let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
    (smallest, values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}
