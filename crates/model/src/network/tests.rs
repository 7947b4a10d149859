//! What is a network and what is none, and that lists say the same however they are written.

use proptest::prelude::*;

use super::*;

fn network(text: &str) -> Network {
    text.parse().unwrap()
}

fn list(text: &str) -> BTreeSet<Network> {
    text.split_whitespace().map(network).collect()
}

#[test]
fn networks_are_written_in_one_way() {
    for (text, written) in [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7/32", "192.0.2.7"),
        ("::/0", "::/0"),
        ("2001:DB8:0::/32", "2001:db8::/32"),
        ("::1", "::1"),
        ("::1/128", "::1"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("::ffff:a00:0/104", "10.0.0.0/8"),
        ("::ffff:0:0/96", "0.0.0.0/0"),
        // Larger than all of IPv4: those addresses are looked for as what they are, and so are not in it.
        ("::fffe:0:0/95", "::fffe:0:0/95"),
    ] {
        assert_eq!(network(text).to_string(), written, "{text}");
        assert_eq!(serde_json::to_string(&network(text)).unwrap(), format!("{written:?}"));
        assert_eq!(serde_json::from_str::<Network>(&format!("{text:?}")).unwrap(), network(written));
    }
}

#[test]
fn what_is_none_is_refused_with_what_would_be() {
    for (text, message) in [
        ("", "is not a network; write an address as in 192.0.2.7"),
        ("office", "\"office\" is not a network"),
        (" 10.0.0.0/8", "is not a network"),
        ("10.0.0.0/8 ", "a number from 0 to 32"),
        ("10.0.0", "is not a network"),
        ("010.0.0.0/8", "is not a network"),
        ("10.0.0.0-10.0.0.9", "is not a network"),
        ("fe80::1%eth0", "is not a network"),
        ("[::1]", "is not a network"),
        ("10.0.0.0/", "a number from 0 to 32"),
        ("10.0.0.0/33", "a number from 0 to 32"),
        ("10.0.0.0/08", "a number from 0 to 32"),
        ("10.0.0.0/+8", "a number from 0 to 32"),
        ("10.0.0.0/8/8", "a number from 0 to 32"),
        ("10.0.0.0/255.0.0.0", "a number from 0 to 32"),
        ("::/129", "a number from 0 to 128"),
        (
            "10.1.2.3/8",
            "\"10.1.2.3/8\" is an address in a network; write 10.0.0.0/8 for the network, or 10.1.2.3 for the address alone",
        ),
        ("2001:db8::1/32", "write 2001:db8::/32 for the network, or 2001:db8::1 for"),
        ("::ffff:10.1.2.3/104", "write 10.0.0.0/8 for the network, or 10.1.2.3 for"),
    ] {
        let error = Network::new(text).unwrap_err().to_string();
        assert!(error.contains(message), "{text}: {error}");
    }
    assert!(Network::new("9".repeat(5_000)).unwrap_err().to_string().len() < 300);
}

#[test]
fn an_address_is_in_a_network_however_it_is_written() {
    let address = |text: &str| text.parse::<IpAddr>().unwrap();
    for (net, inside, outside) in [
        (
            "10.0.0.0/8",
            &["10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3"][..],
            &["11.0.0.0", "::10.1.2.3"][..],
        ),
        ("::ffff:10.0.0.0/104", &["10.1.2.3", "::ffff:10.1.2.3"], &["::a01:203"]),
        ("::/0", &["::1", "2001:db8::1"], &["10.1.2.3", "::ffff:10.1.2.3"]),
        ("0.0.0.0/0", &["10.1.2.3", "::ffff:10.1.2.3"], &["::1"]),
        ("192.0.2.7", &["192.0.2.7", "::ffff:192.0.2.7"], &["192.0.2.8"]),
    ] {
        for text in inside {
            assert!(network(net).contains(address(text)), "{text} in {net}");
        }
        for text in outside {
            assert!(!network(net).contains(address(text)), "{text} in {net}");
        }
    }
}

#[test]
fn lists_meet_and_merge() {
    let common = |a: &str, b: &str| Network::common(&list(a), &list(b));
    assert_eq!(common("10.0.0.0/8 192.168.0.0/16", "10.1.0.0/16 172.16.0.0/12"), list("10.1.0.0/16"));
    assert_eq!(common("10.0.0.0/8", "::/0"), list(""));
    assert_eq!(Network::merged(list("10.0.0.0/9 10.128.0.0/9 10.1.2.3 ::1")), list("10.0.0.0/8 ::1"));
    let order: Vec<_> =
        list("::1 9.0.0.0/8 10.0.0.0/16 10.0.0.0/8").iter().map(ToString::to_string).collect();
    assert_eq!(order, ["9.0.0.0/8", "10.0.0.0/8", "10.0.0.0/16", "::1"]);
}

fn any_address() -> impl Strategy<Value = IpAddr> {
    // From a few bits, so that they meet; some of them IPv4 in the clothes of IPv6.
    let bits = || prop_oneof![any::<u32>(), (0..16_u32).prop_map(|low| 0x0a00_0000 | low)];
    prop_oneof![
        bits().prop_map(|bits| IpAddr::V4(bits.into())),
        bits().prop_map(|bits| IpAddr::V6(Ipv4Addr::from(bits).to_ipv6_mapped())),
        any::<u128>().prop_map(|bits| IpAddr::V6(bits.into())),
        bits().prop_map(|bits| IpAddr::V6(u128::from(bits).into())),
    ]
}

prop_compose! {
    fn any_network()(address in any_address(), length in 0..=128_u8) -> Network {
        let most = if address.is_ipv4() { 32 } else { 128 };
        Network::of(IpNet::new(address, length.min(most)).unwrap().trunc())
    }
}

prop_compose! {
    fn any_list()(list in prop::collection::btree_set(any_network(), 0..6)) -> BTreeSet<Network> { list }
}

proptest! {
    #[test]
    fn what_is_written_is_read(network in any_network()) {
        prop_assert_eq!(network.to_string().parse::<Network>(), Ok(network));
        prop_assert!(network.contains(network.first()) && network.covers(network));
    }

    /// Whatever is typed: it is refused, or the same when it is written and read again.
    #[test]
    fn nothing_that_is_typed_is_two_things(text in "[0-9a-f:./]{0,24}") {
        if let Ok(network) = Network::new(&text) {
            prop_assert_eq!(Network::new(network.to_string()), Ok(network));
        }
    }

    /// The mended form of an error is one.
    #[test]
    fn a_refusal_says_what_would_do(address in any_address(), length in 0..=128_u8) {
        let text = format!("{address}/{length}");
        match Network::new(&text) {
            Ok(network) => prop_assert!(network.contains(address)),
            Err(NetworkError::HostBits { network, address: alone, .. }) => {
                prop_assert_eq!(Network::new(network.to_string()), Ok(network));
                prop_assert!(network.contains(address) || network.to_string().contains(':'));
                prop_assert_eq!(alone, address.to_canonical());
            }
            Err(error) => prop_assert!(address.is_ipv4() && length > 32, "{error}"),
        }
    }

    /// Said bit by bit.
    #[test]
    fn an_address_is_in_it_when_its_first_bits_are(network in any_network(), address in any_address()) {
        let length = u32::from(network.0.prefix_len());
        let same = match (network.first(), address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(address)) => (net.to_bits() ^ address.to_bits()).leading_zeros() >= length,
            (IpAddr::V6(net), IpAddr::V6(address)) => (net.to_bits() ^ address.to_bits()).leading_zeros() >= length,
            _ => false,
        };
        prop_assert_eq!(network.contains(address), same);
        prop_assert_eq!(network.contains(address), network.covers(address.into()));
    }

    #[test]
    fn lists_meet_where_both_have_an_address(one in any_list(), other in any_list(), address in any_address()) {
        let has = |list: &BTreeSet<Network>, address| list.iter().any(|network| network.contains(address));
        let common = Network::common(&one, &other);
        let firsts = one.iter().chain(&other).map(|network| network.first());
        for address in firsts.chain([address]) {
            prop_assert_eq!(has(&common, address), has(&one, address) && has(&other, address));
            prop_assert_eq!(has(&Network::merged(one.iter().copied()), address), has(&one, address));
        }
    }
}

/// What fuzzing starts from, with the ordinary compiler.
#[test]
fn the_corpus_is_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/network");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 5);
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        match Network::new(&text) {
            Ok(network) => assert_eq!(Network::new(network.to_string()), Ok(network)),
            Err(error) => assert!(error.to_string().contains("is ")),
        }
    }
}
