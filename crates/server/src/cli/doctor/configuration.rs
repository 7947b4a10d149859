//! Whether the configuration makes sense as a whole.

use bailiwick_app::{doctor::Finding, passwords::BreachedList};
use bailiwick_protocol::authzen::Metadata;
use bailiwick_server::config::Config;

pub(super) fn check(config: &Config) -> Vec<Finding> {
    vec![address(config), proxies(config), metrics(config), breached(config)]
}

/// Tokens travel in requests, so callers from elsewhere need https; a proxy in front of the server brings it.
fn address(config: &Config) -> Finding {
    let url = config.public_url();
    let told = format!("{url}, listening at {}", config.listen);
    match Metadata::at(&url) {
        Err(error) => Finding::failure(
            "address",
            error.to_string(),
            "set public_url to the https address that callers know the server by; the server does not start like this",
        ),
        Ok(_) if !is_loopback(&config.listen) && url.starts_with("http://") => Finding::warning(
            "address",
            format!("{told}: others can reach it without https"),
            "listen at 127.0.0.1, or set public_url to the https address of the proxy in front of the server",
        ),
        Ok(_) => Finding::well("address", told),
    }
}

/// An https address that callers know is a proxy's: where it is not trusted to say where they come from, all of them come from it.
fn proxies(config: &Config) -> Finding {
    const CHECK: &str = "proxies";
    match config.trusted_proxies.as_slice() {
        [] if config.public_url().starts_with("https://") => Finding::warning(
            CHECK,
            "the public address is https, which a proxy brings, and none is trusted: everybody seems to come from the proxy, so lists of \
             networks and the brake on guessing know nobody apart",
            "name the proxy's addresses in trusted_proxies",
        ),
        [] => Finding::well(CHECK, "none is trusted to say where requests come from"),
        named => {
            let named: Vec<_> = named.iter().map(ToString::to_string).collect();
            Finding::well(CHECK, format!("where requests come from is said by {}", named.join(", ")))
        }
    }
}

fn metrics(config: &Config) -> Finding {
    if config.metrics.open && !is_loopback(&config.listen) {
        return Finding::warning(
            "metrics",
            format!("anybody who reaches {} may read them", config.listen),
            "set metrics.open to false, and give whatever reads them a token of scope admin",
        );
    }
    let told = if config.metrics.open { "open, on the loopback interface" } else { "only with a token" };
    Finding::well("metrics", told)
}

/// No new password is taken while the list cannot be read, so it is looked at before anybody chooses one.
fn breached(config: &Config) -> Finding {
    const CHECK: &str = "breached passwords";
    let Some(path) = &config.passwords.breached else {
        return Finding::well(CHECK, "no list is named; common passwords are refused all the same");
    };
    match BreachedList::open(path) {
        Ok(_) => Finding::well(
            CHECK,
            format!("{} can be read and is sorted where it was looked at", path.display()),
        ),
        Err(error) => Finding::failure(
            CHECK,
            error.to_string(),
            "mend the list or take passwords.breached out; a server does not start like this",
        ),
    }
}

fn is_loopback(listen: &str) -> bool {
    let host = listen.rsplit_once(':').map_or(listen, |(host, _)| host);
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bailiwick_app::doctor::Verdict;

    fn config(listen: &str, public: Option<&str>, open: bool) -> Config {
        let mut config = Config { listen: listen.to_owned(), ..Config::default() };
        config.public_url = public.map(str::to_owned);
        config.metrics.open = open;
        config
    }

    #[test]
    fn what_others_can_reach_needs_https() {
        for (listen, public, verdict) in [
            ("127.0.0.1:8080", None, Verdict::Well),
            ("[::1]:8080", None, Verdict::Well),
            ("0.0.0.0:8080", None, Verdict::Failure),
            ("0.0.0.0:8080", Some("http://access.example.org"), Verdict::Failure),
            ("0.0.0.0:8080", Some("http://localhost:8080"), Verdict::Warning),
            ("0.0.0.0:8080", Some("https://access.example.org"), Verdict::Well),
        ] {
            let found = address(&config(listen, public, false));
            assert_eq!(found.verdict, verdict, "{listen} {public:?}: {found:?}");
        }
        assert_eq!(metrics(&config("0.0.0.0:8080", None, true)).verdict, Verdict::Warning);
        assert_eq!(metrics(&config("localhost:8080", None, true)).verdict, Verdict::Well);
    }

    #[test]
    fn a_proxy_that_nobody_trusts_is_told_of() {
        let mut config = config("127.0.0.1:8080", Some("https://access.example.org"), false);
        assert_eq!(proxies(&config).verdict, Verdict::Warning);
        config.trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
        assert_eq!(proxies(&config).told, "where requests come from is said by 10.0.0.0/8");
        config.trusted_proxies.clear();
        config.public_url = None;
        assert_eq!(proxies(&config).verdict, Verdict::Well);
    }

    #[test]
    fn a_list_of_breached_passwords_is_looked_at() {
        let mut config = config("localhost:8080", None, false);
        assert_eq!(breached(&config).verdict, Verdict::Well);
        config.passwords.breached = Some("/nowhere/breached.txt".into());
        let found = breached(&config);
        assert_eq!(found.verdict, Verdict::Failure);
        assert!(found.told.contains("/nowhere/breached.txt"), "{found:?}");
    }
}
