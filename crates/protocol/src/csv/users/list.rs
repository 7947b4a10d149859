//! Several codes in one cell, with `|` between them. `\|` is a bar within a code, and `\\` is a backslash.

/// The codes, trimmed; empty ones are left out.
pub(super) fn read(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '|' => items.push(String::new()),
            '\\' => {
                let escaped = chars.next_if(|next| matches!(next, '|' | '\\'));
                items.iter_mut().last().into_iter().for_each(|item| item.push(escaped.unwrap_or('\\')));
            }
            c => items.iter_mut().last().into_iter().for_each(|item| item.push(c)),
        }
    }
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// The cell that is read as these codes.
pub(super) fn write<T: AsRef<str>>(items: &[T]) -> String {
    let escaped = |item: &T| item.as_ref().replace('\\', r"\\").replace('|', r"\|");
    items.iter().map(escaped).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn codes_stand_between_bars() {
        assert_eq!(read(" A | B||C| "), ["A", "B", "C"]);
        assert_eq!(read(r"A\|B|C\D|E\\"), ["A|B", r"C\D", r"E\"]);
        assert_eq!(read(""), [""; 0]);
    }

    proptest! {
        #[test]
        fn codes_read_as_they_are_written(items in prop::collection::vec(r"[a|\\]{1,5}", 0..5)) {
            prop_assert_eq!(read(&write(&items)), items);
        }
    }
}
