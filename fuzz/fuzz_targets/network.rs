//! An entry of an allow or deny list: refused with a form that would do, or the same when it is written and read again.

#![no_main]

use std::net::IpAddr;

use bailiwick_model::{Network, NetworkError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Network::new(text) {
        Ok(network) => {
            assert_eq!(Network::new(network.to_string()), Ok(network), "what is written is read");
            let first = network.first();
            assert!(network.contains(first), "its own address is in it");
            if let IpAddr::V4(v4) = first {
                assert!(network.contains(v4.to_ipv6_mapped().into()), "however it is written");
            }
        }
        Err(NetworkError::HostBits { network, address, .. }) => {
            assert_eq!(Network::new(network.to_string()), Ok(network), "the mended form is one");
            assert_eq!(Network::new(address.to_string()), Ok(Network::from(address)));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
