//! Tables that are read, and texts that are none.

use std::io::{BufReader, Cursor, Read};

use proptest::prelude::*;

use super::*;
use crate::csv::CsvWriter;

const SMALL: CsvLimits = CsvLimits { cell_bytes: 8, row_bytes: 40 };

fn rows(text: impl AsRef<[u8]>) -> Vec<Result<(u64, Vec<String>), String>> {
    match CsvReader::new(text.as_ref(), SMALL) {
        Err(error) => vec![Err(error.to_string())],
        Ok(reader) => reader
            .map(|row| row.map(|row| (row.number, row.cells)).map_err(|error| error.to_string()))
            .collect(),
    }
}

fn row(number: u64, cells: &[&str]) -> Result<(u64, Vec<String>), String> {
    Ok((number, cells.iter().map(|&cell| cell.to_owned()).collect()))
}

fn error(text: impl AsRef<[u8]>) -> String {
    rows(text).pop().unwrap().unwrap_err()
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does() {
    assert_eq!(
        rows("\u{FEFF}a;\"b\"\r\n1;\"2\r\n\"\"x\"\"\"\r\n\r\n\"\";4\r5;'=6\n;\n7;"),
        [
            row(2, &["1", "2\r\n\"x\""]),
            row(4, &["", "4"]),
            row(5, &["5", "=6"]),
            row(6, &["", ""]),
            row(7, &["7", ""])
        ]
    );
    assert_eq!(rows("a\n\"\"\n"), [row(2, &[""])]);
    assert_eq!(rows("a,b"), []);
}

#[test]
fn what_stands_between_cells_is_found_in_the_header() {
    for (header, delimiter) in [("a,b", ','), ("a;b;\"c,d,e\"", ';'), ("a\tb\tc;", '\t'), ("a", ',')] {
        let reader = CsvReader::new(header.as_bytes(), SMALL).unwrap();
        assert_eq!(reader.delimiter(), delimiter, "{header}");
    }
    assert!(error("a,b;c").contains("whether ',' or ';' stands between the cells"));
}

#[test]
fn headers_name_each_column_once() {
    let reader = CsvReader::new(&b" A ,\"b c\"\n"[..], SMALL).unwrap();
    assert_eq!(reader.headers(), ["A", "b c"]);
    assert_eq!(error("a,B, b\n"), "columns 2 and 3 are both called \"b\"; rename one of them");
    assert_eq!(error("a,,b\n"), "column 2 has no name; write one into the first row, or remove the column");
    for empty in ["", "\u{FEFF}", "\n", "\r\na,b\n"] {
        assert!(error(empty).starts_with("the file is empty"), "{empty:?}");
    }
    assert!(error(b"\xFF\xFEa\0").contains("UTF-16"));
}

#[test]
fn one_bad_row_does_not_hide_the_others() {
    let text = b"a,b\n1\n1,2,3\n\xC3(,2\n,123456789\n3,4\n5,6\"7\n\"8\"9,\"\"\n\"x \"y, z\n10,11\n";
    let stray = "a quotation mark stands inside a cell; put the whole cell between two of them, and write those inside twice";
    assert_eq!(
        rows(text),
        [
            Err("row 2 has 1 cells where the header names 2 columns; make them as many".to_owned()),
            Err("row 3 has 3 cells where the header names 2 columns; make them as many".to_owned()),
            Err("row 4, column 1 (a): this is not UTF-8; save the file as CSV in UTF-8".to_owned()),
            Err("row 5, column 2 (b): a cell may have at most 8 bytes; shorten it".to_owned()),
            row(6, &["3", "4"]),
            Err(format!("row 7, column 2 (b): {stray}")),
            Err(format!("row 8, column 1 (a): {stray}")),
            Err(format!("row 9, column 1 (a): {stray}")),
            row(10, &["10", "11"]),
        ]
    );
}

#[test]
fn what_there_is_of_a_row_that_is_none_can_be_told() {
    let mut reader = CsvReader::new(&b"a,b\n1,\xC3(,\"x\"y\n'=1,1234567\xC3\xA9\n"[..], SMALL).unwrap();
    assert!(reader.next().unwrap().is_err());
    assert_eq!(reader.remains(), ["1", "\u{FFFD}(", "xy"]);
    assert!(reader.next().unwrap().is_err());
    assert_eq!(reader.remains(), ["=1", "1234567"]);
}

#[test]
fn a_table_that_is_out_of_order_ends_there() {
    let long = format!("a,b\n1,2\n3,\"{}", "x\n".repeat(40));
    for (text, message) in [
        (
            "a,b\n1,2\n3,\"45\n6,7\n",
            "row 3, column 2 (b): the cell begins with a quotation mark, and none ends it",
        ),
        ("a,b\n1,2\n3,4\0\n", "row 3, column 2 (b): there is a NUL byte"),
        (&long, "row 3 has more than 40 bytes; perhaps a quotation mark is missing"),
        (&long.replace("3,\"", "3\",\""), "row 3 has more than 40 bytes"),
    ] {
        let rows = rows(text);
        assert_eq!((rows.len(), &rows[0]), (2, &row(2, &["1", "2"])), "{text:?}");
        let error = rows[1].as_ref().unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
    assert!(error("\"a").contains("none ends it"));
    assert!(error("a\0").contains("NUL"));
}

#[test]
fn a_file_that_does_not_come_is_told() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the line is dead"))
        }
    }
    let file = BufReader::with_capacity(4, Cursor::new(b"a,b\n1,2\n").chain(Broken));
    let rows: Vec<_> = CsvReader::new(file, SMALL).unwrap().collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[1].as_ref().unwrap_err().to_string().contains("the line is dead"));
}

#[test]
fn a_reader_holds_no_more_than_a_row() {
    // A cell that nobody ends, and that never ends: whoever held it would not come back.
    let endless = Cursor::new(b"a\n\"").chain(std::io::repeat(b'x'));
    let rows: Vec<_> = CsvReader::new(BufReader::new(endless), CsvLimits::default()).unwrap().collect();
    assert!(matches!(rows[..], [Err(CsvError::RowTooLong { row: 2, .. })]));
}

fn text() -> impl Strategy<Value = String> {
    "[ab é'=+@,;\"\t\r\n-]{0,8}"
}

proptest! {
    #[test]
    fn what_was_written_is_read_back(table in prop::collection::vec([text(), text(), text()], 0..6), mark: bool, chunk in 1..9_usize) {
        let open = if mark { CsvWriter::for_spreadsheets } else { CsvWriter::new };
        let mut writer = open(Vec::new(), ["one", "=two", "three"]).unwrap();
        for cells in &table {
            writer.row(cells).unwrap();
        }
        let file = BufReader::with_capacity(chunk, Cursor::new(writer.finish().unwrap()));
        let reader = CsvReader::new(file, CsvLimits::default()).unwrap();
        prop_assert_eq!(reader.headers(), ["one", "=two", "three"]);
        let read: Vec<_> = reader.map(Result::unwrap).collect();
        prop_assert!(read.iter().map(|row| row.number).eq((2..).take(table.len())));
        prop_assert_eq!(read.into_iter().map(|row| row.cells).collect::<Vec<_>>(), table);
    }

    /// Whatever is read at all is what the `csv` crate reads when it is left alone.
    #[test]
    fn strictness_changes_no_cell(body in "[ab\",\r\n]{0,30}", chunk in 1..9_usize) {
        let file = format!("a,b\n{body}");
        let reader = CsvReader::new(BufReader::with_capacity(chunk, file.as_bytes()), CsvLimits::default()).unwrap();
        let ours: Vec<_> = reader.collect();
        prop_assume!(!ours.iter().any(|row| row.as_ref().is_err_and(CsvError::is_final)));
        let mut plain = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(file.as_bytes());
        let theirs: Vec<Vec<String>> = plain.records().skip(1).map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.into_iter().zip(theirs) {
            match ours {
                Ok(row) => prop_assert_eq!(row.cells, theirs),
                Err(CsvError::Width { cells, .. }) => prop_assert_eq!(cells, theirs.len()),
                Err(CsvError::Quote(_)) => {}
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
    }
}
