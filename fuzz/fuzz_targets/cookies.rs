//! What a browser sends of cookies: a value of it is there once, and is what stands between its name and the next semicolon.

#![no_main]

use bailiwick_protocol::cookies;
use libfuzzer_sys::fuzz_target;

const NAME: &str = "__Host-bailiwick-session";

fuzz_target!(|headers: Vec<&str>| {
    let found = cookies::only(headers.iter().copied(), NAME);
    let all = headers.join(";");
    match found {
        Some(value) => {
            assert!(!value.contains(';'), "a value ends where the next cookie begins");
            assert!(all.contains(&format!("{NAME}={value}")), "nothing is made up");
            assert!(cookies::only([all.as_str(), &format!("{NAME}=another")], NAME).is_none());
        }
        None => {
            let planted = format!("{all}; {NAME}=planted");
            assert!(matches!(cookies::only([planted.as_str()], NAME), None | Some("planted")));
        }
    }
});
