//! Days, moments, relative dates and their parts.

use super::{NONE, found};

#[test]
fn moments_are_compared_to_the_second_and_dates_without_time() {
    found(&[
        ("[('due', '=', '2026-03-01 15:00:00')]", &[1]),
        ("[('seen', '=', '2026-03-01 22:30:00.9')]", &[1]),
        ("[('seen', '=', '2026-03-01T22:30:00')]", &[1]),
        ("[('seen', '=', '2026-03-01 23:30:00+01:00')]", &[1]),
    ]);
}

#[test]
fn a_plain_date_against_a_moment_is_the_users_day() {
    found(&[
        ("[('seen', '>', '2026-03-02')]", &[4, 5]),
        ("[('seen', '<=', '2026-03-02')]", &[1, 2]),
        ("[('seen', '>=', '2026-03-02')]", &[2, 4, 5]),
        ("[('seen', '<', '2026-03-02')]", &[1]),
        ("[('seen', '=', '2026-03-02')]", NONE),
    ]);
}

#[test]
fn relative_dates_are_worked_out_when_asked() {
    found(&[
        ("[('due', '=', 'today')]", &[2]),
        ("[('due', '<', 'today -1d')]", &[4]),
        ("[('due', '>=', 'today =1d')]", &[1, 2, 5]),
        ("[('due', '=', '=sunday')]", &[1]),
        ("[('seen', '>=', '-12H')]", &[2, 4, 5]),
        ("[('due', '=', today)]", &[2]),
        ("[('due', '=', time.strftime('%Y-%m-%d'))]", &[2]),
        ("[('seen', '>', now)]", &[4, 5]),
    ]);
}

#[test]
fn parts_of_dates() {
    found(&[
        ("[('due.month_number', '=', 3)]", &[1, 2]),
        ("[('due.month_number', '!=', 3)]", &[3, 4, 5]),
        ("[('due.month_number', '=', False)]", &[3]),
        // July lies in the third quarter, and weeks begin with Sunday 0: one meaning where Odoo has two.
        ("[('due.quarter_number', '=', 3)]", &[5]),
        ("[('due.day_of_week', '=', 0)]", &[1, 5]),
        ("[('due.iso_week_number', '=', 9)]", &[1, 4]),
        ("[('due.day_of_year', 'in', [60, 61])]", &[1, 2, 4]),
        // In Paris it is an hour later.
        ("[('seen.day_of_month', '=', 2)]", &[2]),
        ("[('seen.hour_number', '=', 0)]", &[4]),
        ("[('due.hour_number', '=', 0)]", &[1, 2, 4, 5]),
    ]);
}
