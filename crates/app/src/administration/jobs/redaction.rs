//! The cells of refused rows as they are kept: without passwords, which stand nowhere but where passwords are kept.

use bailiwick_model::StoredPassword;
use bailiwick_protocol::csv::users::REMOVED;

/// A row whose cells are in their places. `secrets` is where the table has passwords.
pub(super) fn row(cells: &[String], secrets: Option<usize>) -> Option<String> {
    let shown = cells.iter().enumerate().map(|(place, cell)| {
        let is_secret = Some(place) == secrets && !cell.trim().is_empty();
        // Somebody may have called the column otherwise, and let it be passed over.
        if is_secret || StoredPassword::read(cell).is_ok() { REMOVED } else { cell }
    });
    serde_json::to_string(&shown.collect::<Vec<_>>()).ok()
}

/// A row that is none: which cell is which cannot be told, so nothing of it is kept where the table has passwords.
pub(super) fn broken(cells: &[String], secrets: Option<usize>) -> Option<String> {
    match secrets {
        Some(_) => serde_json::to_string(&vec![REMOVED; cells.len()]).ok(),
        None => row(cells, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    #[test]
    fn no_password_is_kept_wherever_it_stands() {
        let cells = ["asha", HASH, "half of a $2b$ one", ""].map(str::to_owned);
        let kept = |secrets| row(&cells, secrets).unwrap();
        assert_eq!(kept(None), r#"["asha","(removed)","half of a $2b$ one",""]"#);
        assert_eq!(kept(Some(2)), r#"["asha","(removed)","(removed)",""]"#);
        assert_eq!(kept(Some(3)), r#"["asha","(removed)","half of a $2b$ one",""]"#);
        assert_eq!(broken(&cells, Some(3)).unwrap(), r#"["(removed)","(removed)","(removed)","(removed)"]"#);
        assert_eq!(broken(&cells, None), row(&cells, None));
    }
}
